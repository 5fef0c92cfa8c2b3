import type { Page } from '@playwright/test'
import { expect } from '../fixtures/test'
import { test } from '../fixtures/own-server'

type Proof = 'パスワードと職員証' | 'パスワードだけ'

/** What somebody does on the page of the prefecture's own sign-on. */
async function prove(page: Page, address: string, proof: Proof): Promise<void> {
  await expect(page.getByRole('heading', { name: '庁内サインイン' })).toBeVisible()
  await page.getByLabel('アドレス').fill(address)
  await page.getByLabel('確かめ方').selectOption(proof)
  await page.getByRole('button', { name: '入る' }).click()
}

test('招かれた県の担当者が、パスワードを決めずに、県の共通サインインで、開きたかったページに入る', async ({ page, signingOn }) => {
  signingOn.invite('hanako@example.jp', 'officer')
  await page.goto(`${signingOn.base}/office/plan`)
  await expect(page.getByRole('heading', { name: '職員・支援員のサインイン' })).toBeVisible()
  await page.getByRole('link', { name: '県の共通サインインで入る' }).click()
  await prove(page, 'hanako@example.jp', 'パスワードと職員証')
  await expect(page).toHaveURL(`${signingOn.base}/office/plan`)
  await page.goto(`${signingOn.base}/staff/sessions`)
  await expect(page.getByRole('main')).toContainText('hanako@example.jp')
  const cookies = await page.context().cookies(signingOn.base)
  const session = cookies.find((cookie) => cookie.name === 'staff')
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  expect(cookies.map((cookie) => cookie.name)).not.toContain('staff-trip')
})

test('二つ目を確かめていない人には、登録した人ならアプリの数字を聞き、まだの人には、できることを伝える', async ({ page, signingOn }) => {
  signingOn.invite('jiro@example.jp', 'officer')
  await page.goto(`${signingOn.base}/staff/sign-in`)
  await page.getByRole('link', { name: '県の共通サインインで入る' }).click()
  await prove(page, 'jiro@example.jp', 'パスワードだけ')
  await expect(page.getByRole('alert')).toContainText('2つ目の確認')
  await page.context().clearCookies()
  await page.goto(`${signingOn.base}/staff/sign-in`)
  await page.getByRole('link', { name: '県の共通サインインで入る' }).click()
  await prove(page, 'kanri@example.jp', 'パスワードだけ')
  await expect(page.getByRole('heading', { name: 'アプリの数字' })).toBeVisible()
})

test('招かれていない人は入れず、やめた人は、サインインのページに戻る', async ({ page, signingOn }) => {
  await page.goto(`${signingOn.base}/staff/sign-in`)
  await page.getByRole('link', { name: '県の共通サインインで入る' }).click()
  await prove(page, 'dareka@example.jp', 'パスワードと職員証')
  await expect(page.getByRole('alert')).toContainText('招かれたときのアドレスと同じか')
  await page.context().clearCookies()
  await page.getByRole('link', { name: '県の共通サインインで入る' }).click()
  await page.getByRole('button', { name: 'やめる' }).click()
  await expect(page.getByRole('alert')).toContainText('とりやめになりました')
})

test('大事な操作の前に、県の共通サインインで、もう一度確かめる', async ({ page, signingOn }) => {
  signingOn.invite('saburo@example.jp', 'admin')
  await page.goto(`${signingOn.base}/staff/sign-in`)
  await page.getByRole('link', { name: '県の共通サインインで入る' }).click()
  await prove(page, 'saburo@example.jp', 'パスワードと職員証')
  await expect(page).toHaveURL(`${signingOn.base}/office`)
  await page.goto(`${signingOn.base}/staff/confirm?next=%2Foffice%2Fstaff`)
  await page.getByRole('link', { name: '県の共通サインインで確かめる' }).click()
  // Signed in there already, and asked all the same.
  await prove(page, 'saburo@example.jp', 'パスワードと職員証')
  await expect(page).toHaveURL(`${signingOn.base}/office/staff`)
  await expect(page.getByRole('heading', { name: '職員と支援員', exact: true })).toBeVisible()
})
