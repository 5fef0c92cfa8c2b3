import { printer } from '../fixtures/businesses'
import { answer, answerAll, begin, nextButton, open, questionOf, submit } from '../fixtures/journey'
import { linkIn, mailTo } from '../fixtures/mail'
import { expect, test } from '../fixtures/test'
import type { Browser, Page } from '@playwright/test'

/** Another device: nothing of the first is known to it. */
async function otherDevice(browser: Browser, page: Page): Promise<Page> {
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin, javaScriptEnabled: false, viewport: { width: 320, height: 640 }, locale: 'ja-JP' })
  return context.newPage()
}

const later = (page: Page) => page.getByRole('button', { name: '続きはあとで' })
const codeOn = (page: Page) => page.locator('.later-card__code').innerText()

/** Answers q01 to q03 and stops at q04. */
async function stopAtForm(page: Page): Promise<void> {
  await begin(page)
  for (const question of ['q01', 'q02', 'q03']) await answer(page, printer.answers[question])
  expect(questionOf(page)).toBe('q04')
  await page.locator('input[name="choice[]"][value="corporation"]').check()
  await later(page).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('続きを開くコード')
}

test('途中で「続きはあとで」を押し、別の端末でコードと人数を入れて、最後まで答える', async ({ page, browser }) => {
  await stopAtForm(page)
  const code = await codeOn(page)
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  await expect(page.getByRole('img', { name: '続きを開くページのQRコード' })).toBeVisible()
  const other = await otherDevice(browser, page)
  await other.goto('/')
  await other.getByRole('link', { name: 'コードで続きを開く' }).click()
  await other.getByLabel('コード', { exact: false }).first().fill(code.toLowerCase().replaceAll('-', ' '))
  await other.getByLabel('いっしょに聞くと書いてあった数字').fill('１２人')
  await other.getByRole('button', { name: '続きを開く' }).click()
  expect(questionOf(other), '止めた設問の答えは残っている').toBe('q05')
  await answerAll(other, printer)
  await submit(other)
  // The first device sees the same.
  await page.getByRole('link', { name: 'いま続きに戻る' }).click()
  await expect(page).toHaveURL(/\/result$/)
  await other.context().close()
})

test('QRコードのアドレスから開くと、コードは入っていて、人数だけを聞かれ、アドレスにコードは残らない', async ({ page, browser }) => {
  await stopAtForm(page)
  const code = await codeOn(page)
  const other = await otherDevice(browser, page)
  await other.goto(`/resume/${code.replaceAll('-', '')}`)
  await expect(other).toHaveURL(/\/resume$/)
  await expect(other.locator('#code')).toHaveValue(code.replaceAll('-', ''))
  await other.locator('#number').fill('13')
  await other.getByRole('button', { name: '続きを開く' }).click()
  await expect(other.getByRole('alert')).toContainText('開けませんでした')
  await expect(other.locator('#code')).toHaveValue(code.replaceAll('-', ''))
  await other.locator('#number').fill('12')
  await other.getByRole('button', { name: '続きを開く' }).click()
  expect(questionOf(other)).toBe('q05')
  expect(other.url()).not.toContain(code.replaceAll('-', ''))
  await other.context().close()
})

test('2問めでやめると、コードを出す前に人数を聞かれ、それは設問の答えになる', async ({ page }) => {
  await begin(page)
  await answer(page, printer.answers.q01)
  await later(page).click()
  await page.getByLabel('働いている人は何人ですか').fill('abc')
  await page.getByRole('button', { name: 'コードを出す' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('働いている人は何人ですか').fill('8')
  await page.getByRole('button', { name: 'コードを出す' }).click()
  await expect(page.locator('.later-card__code')).toBeVisible()
  await page.getByRole('link', { name: 'いま続きに戻る' }).click()
  expect(questionOf(page)).toBe('q02')
  await open(page, 'q03')
  await expect(page.locator('#answer')).toHaveValue('8')
})

test('新しいコードに替えると、前のコードでは開けない', async ({ page, browser }) => {
  await stopAtForm(page)
  const first = await codeOn(page)
  await page.getByRole('button', { name: '新しいコードに替える' }).click()
  expect(await codeOn(page)).not.toBe(first)
  const other = await otherDevice(browser, page)
  await other.goto('/resume')
  await other.locator('#code').fill(first)
  await other.locator('#number').fill('12')
  await other.getByRole('button', { name: '続きを開く' }).click()
  await expect(other.getByRole('alert')).toContainText('開けませんでした')
  await other.context().close()
})

test('答えを直しかけて「続きはあとで」を押しても、入れた字は消えない', async ({ page }) => {
  await begin(page)
  await open(page, 'q03')
  await page.locator('#answer').fill('12')
  await nextButton(page).click()
  await open(page, 'q05')
  await page.locator('#answer').fill('三十')
  await later(page).click()
  await page.goBack()
  await open(page, 'q05')
  await expect(page.locator('#answer')).toHaveValue('三十')
  await expect(page.locator('.field-error')).toBeVisible()
})

test('コードをメールで受け取り、別の端末で、リンクと人数で続きを開く', async ({ page, browser }) => {
  await stopAtForm(page)
  await page.getByLabel('メールアドレス').fill('tsuzuki@')
  await page.getByRole('button', { name: 'メールを送る' }).click()
  await expect(page.getByRole('alert')).toContainText('メールアドレスを確かめてください')
  await expect(page.getByLabel('メールアドレス')).toHaveValue('tsuzuki@')
  await page.getByLabel('メールアドレス').fill('tsuzuki@example.jp')
  await page.getByRole('button', { name: 'メールを送る' }).click()
  await expect(page.getByRole('status')).toContainText('メールを送りました')
  const other = await otherDevice(browser, page)
  await other.goto(linkIn(await mailTo('tsuzuki@example.jp'), '/resume/'))
  await other.locator('#number').fill('12')
  await other.getByRole('button', { name: '続きを開く' }).click()
  expect(questionOf(other)).toBe('q05')
  await other.context().close()
})
