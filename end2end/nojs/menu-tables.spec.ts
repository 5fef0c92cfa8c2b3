import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/test'
import { asOfficer } from '../fixtures/officer'

test.use(asOfficer)

/** The catalogue as CSV, as an officer would save it. */
async function exported(page: Page): Promise<string> {
  const response = await page.request.get('/office/menus.csv')
  expect(response.status()).toBe(200)
  return response.text()
}

async function send(page: Page, name: string, text: string): Promise<void> {
  await page.goto('/office')
  await page.getByRole('link', { name: '支援メニューを表（Excel・CSV）で直す' }).click()
  await page.getByLabel('直したファイル').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.getByRole('button', { name: '送って、変わる所を見る' }).click()
}

test('県の担当者は、表で直した所を確かめて下書きにし、公開せずに捨てる', async ({ page }) => {
  const csv = await exported(page)
  const edited = csv.replace('マル経融資', 'まる経融資')
  expect(edited).not.toBe(csv)
  await send(page, '直した表.csv', edited)

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('変わる所の確認：直した表.csv')
  await expect(page.getByText('変わる 1 件、新しい 0 件、そのまま 63 件')).toBeVisible()
  await expect(page.getByRole('table')).toContainText('小規模事業者経営改善資金（まる経融資）')
  await page.getByRole('button', { name: '下書きにする' }).click()

  await expect(page.getByRole('status')).toContainText('表の中身を下書きにしました。')
  await page.getByRole('link', { name: /まる経融資/ }).click()
  await expect(page.getByText('表計算のファイル')).toBeVisible()
  await page.getByRole('button', { name: '捨てる' }).click()
  await expect(page.getByRole('status')).toContainText('下書きを捨てました。')
})

test('県の担当者は、まちがいを全部いちどに、Excel の行と列で知る', async ({ page }) => {
  const csv = await exported(page)
  await send(page, 'まちがい.csv', csv.replace(',2026-08-25,', ',8月25日,').replace(',補助金,', ',ほじょきん,'))

  const summary = page.getByRole('alert')
  await expect(summary).toContainText('直す所が 2 か所あります')
  await expect(summary).toContainText('「支援メニュー」3行目 E列「種類」')
  await expect(summary).toContainText('「支援メニュー」3行目 H列「受付の終わり」')
  await expect(page.getByRole('button', { name: '下書きにする' })).toHaveCount(0)
  await page.getByRole('link', { name: '直したファイルを送る' }).click()
  await page.getByRole('button', { name: '送って、変わる所を見る' }).click()
  await expect(page.getByRole('alert')).toContainText('ファイルを選んでください。')
})
