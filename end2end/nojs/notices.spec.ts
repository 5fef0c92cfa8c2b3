import type { Page } from '@playwright/test'
import { printer } from '../fixtures/businesses'
import { answerAll, submit } from '../fixtures/journey'
import { linkIn, mailTo } from '../fixtures/mail'
import { signIn } from '../fixtures/officer'
import { test } from '../fixtures/own-server'
import { expect } from '../fixtures/test'

const ADDRESS = 'hanako@example.jp'

/** An officer publishes a menu like one that fits, under another id and name. */
async function publishNewMenu(page: Page, base: string): Promise<void> {
  const csv = await (await page.request.get(`${base}/office/menus.csv`)).text()
  const edited = csv.replace('yorozu-hiroshima', 'e2e-new-counter').replace('広島県よろず支援拠点', '新しくできた相談所')
  expect(edited).not.toBe(csv)
  await page.goto(`${base}/office/menus-table`)
  const file = { name: '新しい支援.csv', mimeType: 'text/csv', buffer: Buffer.from(edited) }
  await page.getByLabel('直したファイル').setInputFiles(file)
  await page.getByRole('button', { name: '送って、変わる所を見る' }).click()
  await page.getByRole('button', { name: '下書きにする' }).click()
  await page.getByRole('link', { name: '新しくできた相談所' }).click()
  await expect(page.getByText('公開すると、1件にお知らせのメールを送ります')).toBeVisible()
  await page.getByRole('button', { name: '公開する' }).click()
  await expect(page.getByRole('status')).toContainText('公開しました')
}

test('合う支援を知らせてほしいと頼み、確かめ、新しい支援を知らされ、一度の POST でやめる', async ({ page, request, telling }) => {
  const { base, data, staff } = telling
  await signIn(page.context(), staff)
  await page.goto(base)
  await page.getByRole('button', { name: '診断をはじめる' }).click()
  await answerAll(page, printer)
  await submit(page)
  await page.getByRole('link', { name: 'お知らせを申し込む' }).click()

  // An address that is none: what was chosen stays.
  await page.getByLabel('メールアドレス').fill('hanako')
  await page.getByLabel('「あと一歩」の支援も知らせる').check()
  await page.getByRole('button', { name: '確かめのメールを送る' }).click()
  await expect(page.getByRole('alert')).toContainText('メールアドレスを確かめてください')
  await expect(page.getByLabel('メールアドレス')).toHaveValue('hanako')
  await expect(page.getByLabel('「あと一歩」の支援も知らせる')).toBeChecked()
  expect(page.url()).not.toContain('hanako')
  await page.getByLabel('メールアドレス').fill(ADDRESS)
  await page.getByRole('button', { name: '確かめのメールを送る' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('メールを確かめてください')

  const confirmation = await mailTo(ADDRESS, { data })
  expect(confirmation.header).not.toContain('List-Unsubscribe')
  await page.goto(linkIn(confirmation, '/notices/confirm/'))
  await page.getByRole('button', { name: 'お知らせを受け取る' }).click()
  await expect(page.getByRole('status')).toContainText('お知らせの申し込みが終わりました')
  await expect(page.getByText('h…@example.jp')).toBeVisible()

  await publishNewMenu(page, base)
  const news = await mailTo(ADDRESS, { data, count: 2 })
  expect(news.subject).toBe('合う支援が出ました：新しくできた相談所')
  expect(news.text).toContain('■ 新しくできた相談所')
  expect(news.text).toContain('目安です')
  await page.goto(linkIn(news, '/menus/'))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('新しくできた相談所')

  // As a mail program does it: no cookie, no page, one request to the address in the header.
  const oneClick = /^List-Unsubscribe:\s*<([^>]+)>/m.exec(news.header.replaceAll(/\r?\n[ \t]+/g, ' ').replaceAll('\r', ''))?.[1] ?? ''
  expect(oneClick).toContain('/notices/unsubscribe/')
  const ended = await request.post(oneClick, { form: { 'List-Unsubscribe': 'One-Click' } })
  expect(ended.status()).toBe(200)
  await page.goto(linkIn(news, '/notices/unsubscribe/'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('お知らせは届きません')
})
