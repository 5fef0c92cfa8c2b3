import { expectAccessible, expect } from '../fixtures/a11y'
import { signIn } from '../fixtures/officer'
import { test } from '../fixtures/own-server'

test.setTimeout(240_000)

const MENU = '/menus/jgrants-a0wj200000cdyegma5'

test('下書きの一覧も一件も、だれにでも使える', async ({ page, imported, importing }) => {
  await signIn(page.context(), importing.staff)
  await page.goto(`${imported}/office/drafts`)
  await expect(page.getByRole('heading', { name: '取り込んだままで、確かめてほしいもの' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: /働き方改革推進支援助成金/ }).first().click()
  await expect(page.getByRole('button', { name: '公開する' })).toBeVisible()
  await expectAccessible(page)
  await page.goto(`${imported}/office/drafts?said=gone`)
  await expectAccessible(page)
})

test('取り込んだ支援メニューのページは、だれにでも使える', async ({ page, imported }) => {
  for (const [menu, said] of [
    [MENU, '取り込み元で変更あり。確認中'],
    ['/menus/jgrants-a0wj200000cdapgmad', '16次公募（見本）：日付はまだ出ていません'],
  ]) {
    await page.goto(imported + menu)
    await expect(page.getByText(said)).toBeVisible()
    await expect(page.getByText('Jグランツ（jGrants）からの出典')).toBeVisible()
    await expectAccessible(page)
  }
})
