import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir, homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '../fixtures/test'
import { freshAdmin, signIn } from '../fixtures/officer'
import { PASSWORD, added, code, secretOn } from '../fixtures/staff.mjs'

/** Another site, on another name of this machine: `localhost` is another site than `127.0.0.1`, where the product is. */
type Elsewhere = { address: string; stop: () => Promise<void> }

async function elsewhere(html: string): Promise<Elsewhere> {
  const server: Server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8')
    answer.end(`<!doctype html><html lang="ja"><title>よそのサイト</title><link rel="icon" href="data:,">${html}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://localhost:${port}/`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const form = (action: string, fields: Record<string, string>) =>
  `<form id="trap" method="post" action="${action}">${Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
    .join('')}<button>くじを引く</button></form>`

test.describe('よそのサイトから', () => {
  // A browser's own line about the answer 403.
  test.use({ expectedErrors: [/status of 403/] })

  test('サインインした管理者がよそのサイトのボタンを押しても、人は招かれない', async ({ page, baseURL }) => {
    await signIn(page.context(), await freshAdmin(baseURL ?? '', 'kanri-yoso@example.jp'))
    const site = await elsewhere(form(`${baseURL}/do/invite-staff`, { address: 'warumono@example.com', role: 'admin' }))
    await page.goto(site.address)
    await page.getByRole('button', { name: 'くじを引く' }).click()
    await expect(page.getByRole('main')).toContainText('ほかのサイトからの送信は受け付けません')
    await page.goto(`${baseURL}/office/staff`)
    await expect(page.getByRole('main')).toContainText('kanri-yoso@example.jp')
    await expect(page.getByRole('main')).not.toContainText('warumono@example.com')
    await site.stop()
  })
})

test('よそのページがひとりでに送っても、サインインは切られない', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: true, storageState: { cookies: [], origins: [] } })
  await signIn(context, await freshAdmin(baseURL ?? '', 'kanri-hitoride@example.jp'))
  const trap = form(`${baseURL}/do/staff-end-session`, { session: 'this' })
  const site = await elsewhere(`${trap}<script>document.getElementById('trap').submit()</script>`)
  const page = await context.newPage()
  // So that a failure is told here, since this context is not watched.
  const answer = page.waitForResponse((response) => response.url().endsWith('/do/staff-end-session'))
  // Not until it has loaded: it goes on by itself before that.
  await page.goto(site.address, { waitUntil: 'commit' })
  expect((await answer).status()).toBe(403)
  await page.waitForURL(/\/do\/staff-end-session$/)
  await page.goto(`${baseURL}/staff/sessions`)
  await expect(page.getByRole('main')).toContainText('kanri-hitoride@example.jp')
  await site.stop()
  await context.close()
})

test.describe('よそのページの枠の中', () => {
  // The browser says that it refuses to show the frame.
  test.use({ expectedErrors: [/frame-ancestors|refused to (display|frame)|Framing/i] })

  test('県の担当者のページもサインインのページも、よそのページの枠には出ない', async ({ page, baseURL }) => {
    await signIn(page.context(), await freshAdmin(baseURL ?? '', 'kanri-waku@example.jp'))
    const site = await elsewhere(
      `<iframe name="office" src="${baseURL}/office"></iframe><iframe name="sign-in" src="${baseURL}/staff/sign-in"></iframe>`,
    )
    await page.goto(site.address)
    for (const name of ['office', 'sign-in']) {
      // The browser shows its own page there, and gives the frame another name for it.
      await expect(page.locator(`iframe[name="${name}"]`)).toBeVisible()
      await expect(page.frameLocator(`iframe[name="${name}"]`).locator('h1.page__title')).toHaveCount(0)
    }
    await site.stop()
  })
})

test('サインインのあと、よそのサイトへは連れていかれず、サインインの印は新しくなる', async ({ browser, baseURL }) => {
  const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/dx-shindan-target')
  const binary = process.env.DX_E2E_BIN ?? join(target, 'release/dx-shindan')
  const env = { PATH: process.env.PATH, DX_BASE_URL: baseURL, DX_DATA_DIR: process.env.DX_E2E_DATA }
  const email = 'bunseki-tsurete@example.jp'
  const link = added(binary, { cwd: tmpdir(), env }, { email, role: 'analyst' })
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: { cookies: [], origins: [] } })
  const page = await context.newPage()
  await page.goto(link)
  await page.locator('#password').fill(PASSWORD)
  await page.locator('#again').fill(PASSWORD)
  await page.getByRole('button', { name: '次へ' }).click()
  const secret = secretOn(await page.content())
  await page.locator('#code').fill(code(secret))
  await page.getByRole('button', { name: '登録を終える' }).click()
  const session = async () => (await context.cookies()).find((cookie) => cookie.name === 'staff')
  await expect(page).toHaveURL(/\/staff\/codes$/)

  const before = await session()
  expect(before).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  // A session that another has planted in this browser, or that it had: it is not gone on with.
  await page.goto('/staff/sign-in?next=' + encodeURIComponent('//evil.example/office'))
  await expect(page.locator('input[name="next"]')).toHaveCount(0)
  await page.getByLabel('メールアドレス').fill(email)
  await page.locator('#password').fill(PASSWORD)
  await page.getByRole('button', { name: '次へ' }).click()
  await page.locator('#code').fill(code(secret, 1))
  await page.getByRole('button', { name: 'サインインする' }).click()
  await expect(page).toHaveURL(`${baseURL}/office`)
  const after = await session()
  expect(after).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(after?.value).not.toBe(before?.value)
  await context.close()
})
