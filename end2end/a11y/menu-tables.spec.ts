import { expectAccessible, expect, test } from '../fixtures/a11y'

test.setTimeout(240_000)

test('表で直すページは、だれにでも使える', async ({ page }) => {
  for (const said of ['', '?said=no-file', '?said=gone']) {
    await page.goto(`/office/menus-table${said}`)
    await expectAccessible(page)
  }
})

test('変わる所のページも、直す所のページも、だれにでも使える', async ({ page }) => {
  const csv = await (await page.request.get('/office/menus.csv')).text()
  const changed = csv
    .replace('マル経融資', 'まる経融資')
    .replace(',2026-08-25,', ',2026-08-31,')
    .replace('\r\ndx-nintei,', '\r\ndx-nintei-2,')
  const broken = changed.replace(',2026-08-31,', ',8月31日,').replace(',補助金,', ',ほじょきん,')
  for (const [text, heading] of [
    [changed, '変わる所の確認：menus.csv'],
    [broken, '直す所があります：menus.csv'],
  ]) {
    await page.goto('/office/menus-table')
    await page.getByLabel('直したファイル').setInputFiles({ name: 'menus.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await page.getByRole('button', { name: '送って、変わる所を見る' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    await expectAccessible(page)
  }
})
