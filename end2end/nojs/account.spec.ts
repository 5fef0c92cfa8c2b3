import { printer } from '../fixtures/businesses'
import { answer, begin, questionOf, toResult } from '../fixtures/journey'
import { linkIn, mailTo } from '../fixtures/mail'
import { expect, test } from '../fixtures/test'
import type { Browser, Page } from '@playwright/test'

// Letters are limited by sender: these scenarios have one of their own, whatever else runs on this machine.
const extraHTTPHeaders = { 'x-forwarded-for': '203.0.113.20' }
test.use({ extraHTTPHeaders })

/** Another device: nothing of the first is known to it. */
async function otherDevice(browser: Browser, page: Page): Promise<Page> {
  const context = await browser.newContext({ extraHTTPHeaders, baseURL: new URL(page.url()).origin, javaScriptEnabled: false, viewport: { width: 320, height: 640 }, locale: 'ja-JP' })
  return context.newPage()
}

/** Asks for a link where the page stands, and gives it. */
async function ask(page: Page, address: string, count = 1): Promise<string> {
  await page.getByLabel('メールアドレス').fill(address)
  await page.getByRole('button', { name: 'リンクを送る' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('メールを見てください')
  return linkIn(await mailTo(address, { count }), '/me/link/')
}

async function comeIn(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByRole('button', { name: '一覧を開く' }).click()
  await expect(page).toHaveURL(/\/me$/)
}

test('結果をメールで保存し、別の端末で、数字を入れて一覧から開き、もう一度診断する', async ({ page, browser }) => {
  await toResult(page, printer)
  const key = new URL(page.url()).pathname.split('/')[2]
  await page.getByRole('link', { name: 'メールで保存する' }).click()
  const link = await ask(page, 'hozon@example.jp')
  const code = await page.locator('.later-card__code').innerText()
  const other = await otherDevice(browser, page)
  await other.goto(link)
  await other.locator('#code').fill(code === '000 000' ? '000001' : '000000')
  await other.getByRole('button', { name: '一覧を開く' }).click()
  await expect(other.getByRole('alert')).toContainText('数字が合いません')
  await other.locator('#code').fill(code)
  await other.getByRole('button', { name: '一覧を開く' }).click()
  await expect(other).toHaveURL(/\/me$/)
  await expect(other.getByText('hozon@example.jp')).toBeVisible()
  await other.getByRole('button', { name: /開く$/ }).click()
  await expect(other).toHaveURL(/\/result$/)
  expect(other.url(), '鍵は、この端末のもの').not.toContain(key)
  await expect(other.getByText('この診断は、あなたの一覧に入っています。')).toBeVisible()
  await other.goto('/me')
  await other.getByRole('button', { name: /もう一度診断する$/ }).click()
  expect(questionOf(other)).toBe('check')
  // The device that asked was not let in by the other's press, and the link is used up.
  await page.goto(link)
  await expect(page.getByText('もう使われました')).toBeVisible()
  await expect(page.getByRole('button', { name: 'リンクを送る' })).toBeVisible()
  await other.context().close()
})

test('リンクを何度のぞかれても使われず、頼んだブラウザーなら、ボタンひとつで進む', async ({ page, browser }) => {
  await page.goto('/me')
  await expect(page).toHaveURL(/\/me\/sign-in$/)
  const link = await ask(page, 'nozoki@example.jp')
  const scanner = await otherDevice(browser, page)
  for (let look = 0; look < 3; look++) {
    await scanner.goto(link)
    expect((await scanner.request.head(link)).status()).toBe(200)
  }
  await scanner.context().close()
  await comeIn(page, link)
  await expect(page.getByText('まだ、診断が入っていません。')).toBeVisible()
})

test('一覧を開いている端末では、ボタンひとつで診断を加え、端末を切ると、開いた診断も閉じる', async ({ page, browser }) => {
  await page.goto('/me/sign-in')
  await comeIn(page, await ask(page, 'kuwaeru@example.jp'))
  await begin(page)
  await answer(page, printer.answers.q01)
  await page.getByRole('button', { name: '続きはあとで' }).click()
  await page.getByRole('button', { name: 'この診断を自分の一覧に加える' }).click()
  await expect(page.getByRole('status')).toContainText('加えました')
  await expect(page.getByText('途中（1問に答えた）')).toBeVisible()
  const other = await otherDevice(browser, page)
  await other.goto('/me/sign-in')
  await comeIn(other, await ask(other, 'kuwaeru@example.jp', 2))
  await other.getByRole('button', { name: /からの診断を\s*開く$/ }).click()
  const opened = other.url()
  expect(questionOf(other)).toBe('q02')
  await page.goto('/me')
  await page.getByRole('button', { name: /を\s*切る$/ }).click()
  await expect(page.getByRole('status')).toContainText('切りました')
  expect((await other.request.get(opened)).status()).toBe(404)
  await other.goto('/me')
  await expect(other).toHaveURL(/\/me\/sign-in/)
  await other.context().close()
})

test('メールアドレスを変えると、前のアドレスに知らせが届く', async ({ page }) => {
  await page.goto('/me/sign-in')
  await comeIn(page, await ask(page, 'mae@example.jp'))
  await page.getByLabel('新しいメールアドレス').fill('ato')
  await page.getByRole('button', { name: 'リンクを送る' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByLabel('新しいメールアドレス')).toHaveValue('ato')
  await page.getByLabel('新しいメールアドレス').fill('ato@example.jp')
  await page.getByRole('button', { name: 'リンクを送る' }).click()
  await page.goto(linkIn(await mailTo('ato@example.jp'), '/me/link/'))
  await page.getByRole('button', { name: 'メールアドレスを変える' }).click()
  await expect(page.getByText('ato@example.jp')).toBeVisible()
  const notice = await mailTo('mae@example.jp', { count: 2 })
  expect(notice.subject).toContain('変わりました')
  expect(notice.text).not.toContain('ato@')
})

test('データを取り出してから、すべて消すと、診断のアドレスでも開けない', async ({ page }) => {
  await toResult(page, printer)
  const result = page.url()
  await page.getByRole('link', { name: 'メールで保存する' }).click()
  await comeIn(page, await ask(page, 'kesu@example.jp'))
  const file = await page.request.get('/me/export.json')
  const taken = await file.json()
  expect(taken.address).toBe('kesu@example.jp')
  expect(taken.businesses[0].diagnoses[0].answers.length).toBeGreaterThan(20)
  await page.getByRole('link', { name: '消す前の確認へ' }).click()
  await page.getByRole('button', { name: '消す', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('確かめたしるし')
  await page.getByLabel('元に戻せないことを確かめました').check()
  await page.getByRole('button', { name: '消す', exact: true }).click()
  await expect(page.getByRole('status')).toContainText('すべて消しました')
  expect((await page.request.get(result)).status()).toBe(404)
})
