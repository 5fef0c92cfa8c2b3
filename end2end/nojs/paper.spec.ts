import { submit } from '../fixtures/journey'
import { expect, test } from '../fixtures/test'

test('紙の調査票に全部の設問が番号つきで並び、集めた紙を入力して、結果まで進む', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('link', { name: '紙で答える' }).click()
  await expect(page.locator('.paper-question')).toHaveCount(25)
  await expect(page.locator('#q06')).toContainText('q04が「会社」の、しかも、q03が51人以上のとき')
  await page.getByRole('button', { name: '紙の答えを入力する' }).click()
  await expect(page).toHaveURL(/\/keying$/)
  await page.locator('#q01 select').selectOption({ label: '福山市' })
  await page.locator('#q02 select').selectOption('I:56')
  await page.locator('#q03 input[type="text"]').fill('十二')
  await page.locator('#q04').getByText('会社', { exact: true }).click()
  await page.locator('#q07').getByText('少し感じる').click()
  await page.locator('#q08').getByText('わからない').click()
  await page.locator('#q10').getByText('人が足りない').click()
  await page.locator('#q10').getByText('お金が足りない').click()
  await page.getByRole('button', { name: '保存して確認へ' }).click()
  await expect(page.getByRole('alert')).toContainText('q03')
  await expect(page.locator('#q03 input[type="text"]')).toHaveValue('十二')
  await expect(page.locator('#q01 select')).toHaveValue('34207')
  await page.locator('#q03 input[type="text"]').fill('１２人')
  await page.getByRole('button', { name: '保存して確認へ' }).click()
  await expect(page).toHaveURL(/\/check$/)
  await submit(page)
})

test('紙の調査票はA4で印刷でき、入力の案内は紙に出ない', async ({ page }) => {
  await page.goto('/paper')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button', { name: '紙の答えを入力する' })).toBeHidden()
  await expect(page.locator('#q25')).toBeVisible()
})
