import { expect, test } from '../fixtures/test'
import { soleProprietor } from '../fixtures/businesses'
import { toResult } from '../fixtures/journey'
import { asOfficer } from '../fixtures/officer'

test.use(asOfficer)

test('県の担当者は、新しい年度の数字を書き入れ、まちがいを直し、記録を見る', async ({ page }) => {
  await page.goto('/office')
  await page.getByRole('link', { name: /計画の指標/ }).click()
  await page.getByRole('link', { name: /プロフェッショナル人材の正規雇用人数/ }).click()
  await page.getByLabel('どの年度の数字ですか').selectOption({ label: '令和9年度' })
  await page.getByRole('button', { name: 'この年度を開く' }).click()

  await page.getByLabel(/^目標/).fill('六百')
  await page.getByLabel(/^出典（/).fill('計画の振り返り資料')
  await page.getByRole('button', { name: '書き入れる' }).click()
  await expect(page.getByRole('alert')).toContainText('「目標」は、0以上の数字で書いてください')
  await expect(page.getByLabel(/^目標/)).toHaveValue('六百')
  await expect(page.getByLabel(/^出典（/)).toHaveValue('計画の振り返り資料')

  await page.getByLabel(/^目標/).fill('1,600')
  await page.getByLabel(/^出典のアドレス/).fill('https://www.pref.hiroshima.lg.jp/')
  await page.getByLabel(/^いつの資料か/).fill('2026-11')
  await page.getByRole('button', { name: '書き入れる' }).click()
  await expect(page.getByRole('status')).toContainText('書き入れました')
  const table = page.getByRole('table', { name: 'プロフェッショナル人材の正規雇用人数の目標と実績' })
  await expect(table.getByRole('row', { name: /令和9年度/ })).toContainText('1,600')

  await page.goto('/office/audit?action=enter-plan-figure')
  await expect(page.getByText('pro-jinzai-hires-r9').first()).toBeVisible()
})

test('事業者は、結果が役に立ったかを一押しで答え、押し直せる', async ({ page }) => {
  await toResult(page, soleProprietor)
  for (const said of ['はい', 'いいえ']) {
    await page.getByRole('button', { name: said, exact: true }).click()
    await expect(page).toHaveURL(/\/result#helpful$/)
    await expect(page.getByRole('status').filter({ hasText: 'あなたの答え' })).toContainText(said)
  }
})
