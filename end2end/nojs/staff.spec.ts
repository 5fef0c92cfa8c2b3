import { expect, test } from '../fixtures/test'
import { freshAdmin, signIn } from '../fixtures/officer'
import { linkIn, mailTo } from '../fixtures/mail'
import { PASSWORD, code, secretOn } from '../fixtures/staff.mjs'

test('県の管理者が編集担当を招き、その人は登録して、自分の役割のページだけを開き、サインインし直す', async ({ page, browser, baseURL }) => {
  const address = 'henshu@example.jp'
  await signIn(page.context(), await freshAdmin(baseURL ?? '', 'kanri-maneku@example.jp'))
  await page.goto('/office')
  await page.getByRole('link', { name: '職員と支援員を見る・招く' }).click()
  await page.getByLabel('メールアドレス').fill(address)
  await page.locator('#role').selectOption('editor')
  await page.getByRole('button', { name: '招くメールを送る' }).click()
  await expect(page.getByRole('status')).toContainText('招くメールを送ります')

  const own = await browser.newContext({ javaScriptEnabled: false, storageState: { cookies: [], origins: [] } })
  const theirs = await own.newPage()
  await theirs.goto(linkIn(await mailTo(address), '/staff/enrol/'))
  await theirs.locator('#password').fill('password1234')
  await theirs.locator('#again').fill('password1234')
  await theirs.getByRole('button', { name: '次へ' }).click()
  await expect(theirs.getByRole('alert')).toContainText('よく使われていて')
  await theirs.locator('#password').fill(PASSWORD)
  await theirs.locator('#again').fill(PASSWORD)
  await theirs.getByRole('button', { name: '次へ' }).click()
  await expect(theirs.getByRole('img', { name: '認証アプリに登録するQRコード' })).toBeVisible()
  const secret = secretOn(await theirs.content())
  await theirs.locator('#code').fill(code(secret))
  await theirs.getByRole('button', { name: '登録を終える' }).click()
  await expect(theirs.getByRole('main').getByRole('listitem')).toHaveCount(10)
  await theirs.getByRole('button', { name: '控えたので、先へ進む' }).click()

  await expect(theirs).toHaveURL(/\/office$/)
  await expect(theirs.getByRole('link', { name: '支援メニューの下書きを見る' })).toBeVisible()
  await expect(theirs.getByRole('link', { name: '操作の記録を見る' })).toHaveCount(0)
  await theirs.getByRole('link', { name: '自分のサインイン・パスワード' }).click()
  await theirs.getByRole('button', { name: 'サインアウトする' }).click()
  await theirs.goto('/office/drafts')
  await theirs.getByLabel('メールアドレス').fill(address)
  await theirs.locator('#password').fill(PASSWORD)
  await theirs.getByRole('button', { name: '次へ' }).click()
  // The next step's code: that of this one was taken when enrolling.
  await theirs.locator('#code').fill(code(secret, 1))
  await theirs.getByRole('button', { name: 'サインインする' }).click()
  await expect(theirs).toHaveURL(/\/office\/drafts$/)
  await own.close()
})
