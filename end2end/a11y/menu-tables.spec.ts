import { expectAccessible, expect, test } from '../fixtures/a11y'
import { asOfficer } from '../fixtures/officer'

test.use(asOfficer)

test.setTimeout(240_000)

/** The text with one place changed; a place that is not there would leave nothing to look at. */
function changedAt(text: string, [from, to]: [string, string]): string {
  expect(text).toContain(from)
  return text.replace(from, to)
}

test('表で直すページは、だれにでも使える', async ({ page }) => {
  for (const said of ['', '?said=no-file', '?said=too-large', '?said=unreadable', '?said=gone']) {
    await page.goto(`/office/menus-table${said}`)
    await expectAccessible(page)
  }
})

test('変わる所のページも、直す所のページも、だれにでも使える', async ({ page }) => {
  const csv = await (await page.request.get('/office/menus.csv')).text()
  const changes: [string, string][] = [
    ['マル経融資', 'まる経融資'],
    [',2026-08-25,', ',2026-08-31,'],
    ['\r\ndx-nintei,', '\r\ndx-nintei-2,'],
  ]
  const slips: [string, string][] = [
    [',2026-08-31,', ',8月31日,'],
    [',補助金,', ',ほじょきん,'],
  ]
  const changed = changes.reduce(changedAt, csv)
  const broken = slips.reduce(changedAt, changed)
  for (const [text, heading, shown] of [
    [changed, '変わる所の確認：menus.csv', page.getByRole('table')],
    [broken, '直す所があります：menus.csv', page.getByRole('alert').getByRole('listitem')],
  ] as const) {
    await page.goto('/office/menus-table')
    await page.getByLabel('直したファイル').setInputFiles({ name: 'menus.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await page.getByRole('button', { name: '送って、変わる所を見る' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    // A changed name, a changed date, a new menu; and each slip by its place.
    await expect(shown).toHaveCount(text === changed ? changes.length : slips.length)
    await expect(shown.first()).toBeVisible()
    await expectAccessible(page)
  }
})
