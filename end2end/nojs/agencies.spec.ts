import { expect, test } from '../fixtures/test'
import { soleProprietor } from '../fixtures/businesses'
import { answerAll, submit, toResult } from '../fixtures/journey'
import { linkIn, mailTo } from '../fixtures/mail'
import { freshAdmin, signIn } from '../fixtures/officer'
import { PASSWORD, code, secretOn } from '../fixtures/staff.mjs'

test('県の担当者が商工会を加え、商工会が紹介を書き、三次市の事業者が結果から連絡先を見て、窓口の符号からも始める', async ({ page, browser, baseURL }) => {
  test.setTimeout(120_000)
  const agency = '三次ためし商工会'
  const leader = 'leader@miyoshi-tameshi.example.jp'
  const nobody = { javaScriptEnabled: false, storageState: { cookies: [], origins: [] } }

  // 県の担当者
  await signIn(page.context(), await freshAdmin(baseURL ?? '', 'kanri-kikan@example.jp'))
  await page.goto('/office')
  await page.getByRole('link', { name: '支援機関を加える・閉じる' }).click()
  await page.getByRole('button', { name: '支援機関を加える' }).click()
  await expect(page.getByRole('alert')).toContainText('種類を選んでください')
  await page.locator('#name').fill(agency)
  await page.locator('#kind').selectOption('commerce_society')
  await page.getByRole('button', { name: '支援機関を加える' }).click()
  await expect(page.getByRole('status')).toContainText('加えました')
  await page.locator('#address').fill(leader)
  await page.locator('#role').selectOption('agency_admin')
  await page.getByRole('button', { name: '招くメールを送る' }).click()
  await expect(page.getByRole('status')).toContainText('招くメールを送ります')
  const office = page.url().split('?')[0]

  // 商工会の管理者
  const own = await browser.newContext(nobody)
  const theirs = await own.newPage()
  await theirs.goto(linkIn(await mailTo(leader), '/staff/enrol/'))
  await theirs.locator('#password').fill(PASSWORD)
  await theirs.locator('#again').fill(PASSWORD)
  await theirs.getByRole('button', { name: '次へ' }).click()
  const secret = secretOn(await theirs.content())
  await theirs.locator('#code').fill(code(secret))
  await theirs.getByRole('button', { name: '登録を終える' }).click()
  await theirs.goto('/agency/profile')
  await theirs.locator('#about').fill('経営のことを、だれでも相談できます。')
  await theirs.locator('#phone').fill('でんわ')
  await theirs.getByRole('checkbox', { name: '三次市' }).check()
  await theirs.getByRole('button', { name: '紹介を保存する' }).click()
  await expect(theirs.getByRole('alert')).toContainText('電話番号を、数字とハイフンで')
  await expect(theirs.locator('#about')).toHaveValue('経営のことを、だれでも相談できます。')
  await theirs.locator('#phone').fill('0824-00-0000')
  await theirs.getByRole('button', { name: '紹介を保存する' }).click()
  await expect(theirs.getByRole('status')).toContainText('紹介を保存しました')
  const start = await theirs.getByRole('link', { name: /\/start\/[0-9a-z]{8}$/ }).getAttribute('href')
  await theirs.getByRole('link', { name: '窓口に貼る紙' }).click()
  await expect(theirs.getByRole('img', { name: '診断を始めるページのQRコード' })).toBeVisible()
  await theirs.goto('/office')
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('あなたの役割では開けません')

  // 三次市の事業者
  const shop = await browser.newContext(nobody)
  const visitor = await shop.newPage()
  await toResult(visitor, soleProprietor)
  const section = visitor.locator('#agencies')
  await expect(section.getByRole('heading', { name: agency })).toBeVisible()
  await expect(section.getByRole('link', { name: '0824-00-0000' }).first()).toHaveAttribute('href', 'tel:0824000000')
  await section.getByRole('link', { name: '相談できる所をすべて見る' }).click()
  await visitor.locator('#municipality').selectOption('34209')
  await visitor.getByRole('button', { name: 'しぼりこむ' }).click()
  await expect(visitor.getByRole('heading', { name: agency })).toBeVisible()

  // 窓口の符号から
  await visitor.goto(new URL(start ?? '', baseURL).pathname)
  await expect(visitor.getByRole('heading', { level: 1 })).toContainText(`${agency}のご案内`)
  await visitor.getByRole('button', { name: 'はじめる' }).click()
  await answerAll(visitor, soleProprietor)
  await submit(visitor)
  await expect(visitor.getByText(`${agency}から始めた診断です`)).toBeVisible()

  // 閉じると、だれも入れない
  await page.goto('/office/agencies')
  await page.getByRole('button', { name: new RegExp(`${agency} を\\s*閉じる`) }).click()
  await expect(page.getByRole('status')).toContainText('閉じました')
  await theirs.goto('/agency/profile')
  await expect(theirs).toHaveURL(/\/staff\/sign-in/)
  await visitor.goto('/agencies')
  await expect(visitor.getByRole('heading', { name: agency })).toHaveCount(0)
  await page.goto(office)
  await expect(page.getByText('この機関は閉じています')).toBeVisible()
  await own.close()
  await shop.close()
})
