import { printer } from '../fixtures/businesses'
import { nextButton, questionOf, submit, toResult } from '../fixtures/journey'
import { expect, test } from '../fixtures/test'

test('答え直して送信し、前の診断とくらべ、申し込んだ支援のその後を知らせる', async ({ page }) => {
  await toResult(page, printer)
  await expect(page.getByRole('link', { name: '前の診断とくらべる' })).toHaveCount(0)
  await page.getByRole('button', { name: '答えを引きついで答え直す' }).click()
  expect(questionOf(page), '数週間のうちは、答えを引きつぐ').toBe('check')
  await page.getByRole('link', { name: /^変更\s*：経理や請求は/ }).click()
  await page.locator('input[value="hand"]').check()
  await nextButton(page).click()
  await submit(page)
  await page.getByRole('link', { name: '前の診断とくらべる' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('前の診断とくらべる')
  const changed = page.getByRole('row', { name: /経理や請求は/ })
  await expect(changed.getByRole('cell').last()).toHaveText('手書きや電卓')
  await expect(page.getByRole('table', { name: '診断した日と、そのときの段階' }).getByRole('row')).toHaveCount(3)

  await page.getByRole('link', { name: '今回の結果を見る' }).click()
  await page.getByRole('link', { name: '申し込んだ支援が、どうなったかを知らせる' }).click()
  const first = page.locator('form[action="/do/tell"]').first()
  await page.locator('details.fold > summary').first().click()
  await first.getByRole('button', { name: '知らせる' }).click()
  await expect(page.getByRole('alert')).toContainText('「どうなりましたか」を選んでください')
  await first.getByRole('radio', { name: '申し込んで、結果を待っている' }).check()
  await first.getByRole('button', { name: '知らせる' }).click()
  await expect(page.getByRole('status')).toContainText('受け取りました')
})
