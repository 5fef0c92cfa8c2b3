import { readFile } from 'node:fs/promises'
import { expect, test } from '../fixtures/test'
import { asOfficer } from '../fixtures/officer'

test.use(asOfficer)

test('担当者は、区分を選んで指標を見て、その表をファイルに取る', async ({ page }) => {
  await page.goto('/office')
  await expect(page.getByRole('heading', { name: 'DXの必要性を感じている割合：働いている人の数べつ' })).toBeVisible()
  await expect(page.getByText('56.4', { exact: false }).first()).toBeVisible()

  await page.getByRole('link', { name: 'この指標だけのページ' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('DXの必要性を感じている割合')
  await page.locator('#by').selectOption('市町')
  await page.getByRole('button', { name: '表示する' }).click()
  // The address says it all: it can be kept, sent and opened again.
  await expect(page).toHaveURL(/\/office\/indicators\/survey-dx-need-rate\?period=R\d+&by=municipality/)
  const table = page.getByRole('table', { name: /市町べつ/ })
  await expect(table.getByRole('rowheader', { name: '三次市' })).toBeVisible()
  await expect(page.getByRole('img', { name: /市町べつの地図/ })).toBeVisible()

  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: 'CSV' }).first().click()
  const file = await (await saved).path()
  const text = await readFile(file, 'utf8')
  expect(text.startsWith('\ufeff期間,回答者,指標ID')).toBe(true)
  expect(text.split('\r\n').filter((line) => line.includes('34209,三次市')).length).toBe(1)

  await page.locator('#and').selectOption('働いている人')
  await page.getByRole('button', { name: '表示する' }).click()
  await expect(page.getByRole('columnheader', { name: '1〜5人' })).toBeVisible()
})
