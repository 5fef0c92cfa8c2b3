import { expect } from '../fixtures/test'
import { signIn } from '../fixtures/officer'
import { test } from '../fixtures/own-server'

const MENU = '/menus/jgrants-a0wj200000cdyegma5'

test('県の担当者は、国の公募が変わったのを見て、公開する', async ({ page, imported, importing }) => {
  await signIn(page.context(), importing.staff)
  await page.goto(imported + MENU)
  await expect(page.getByText('取り込み元で変更あり。確認中')).toBeVisible()
  await expect(page.getByText('1,370万円').first()).toBeVisible()

  await page.goto(`${imported}/office`)
  await page.getByRole('link', { name: '支援メニューの下書きを見る' }).click()
  await page.getByRole('link', { name: /働き方改革推進支援助成金/ }).first().click()
  const changes = page.getByRole('table')
  await expect(changes).toContainText('受付の終わり')
  await expect(changes).toContainText('2026年11月30日（月）')
  await expect(changes).toContainText('2026年12月25日（金）')
  await expect(changes).toContainText('1,200万円')
  await page.getByRole('button', { name: '公開する' }).click()

  await expect(page.getByRole('status')).toContainText('公開しました')
  await expect(page.getByText('確認を待っている下書きはありません。')).toBeVisible()
  await page.goto(imported + MENU)
  await expect(page.getByText('取り込み元で変更あり')).toHaveCount(0)
  await expect(page.getByText('1,200万円').first()).toBeVisible()
  await expect(page.getByText('説明が変わりました。').first()).toBeVisible()
})
