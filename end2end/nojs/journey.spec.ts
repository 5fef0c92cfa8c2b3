import { all, printer, wholesaler } from '../fixtures/businesses'
import { answerAll, begin, completed, nextButton, open, questionOf, submit, toResult } from '../fixtures/journey'
import { asOfficer } from '../fixtures/officer'
import { expect, test } from '../fixtures/test'

for (const business of all) {
  test(`${business.story}が、JavaScriptなしの320pxで最後まで答え、結果を受け取る`, async ({ page }) => {
    await toResult(page, business)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/いまは「.+」の段階です/)
    await expect(page.getByRole('table')).toContainText('業務のデジタル化')
    await expect(page.locator('.pain')).not.toHaveCount(0)
    await expect(page.locator('.menu-card').first()).toBeVisible()
    for (const card of await page.locator('.menu-card:visible').all()) {
      await expect(card.locator('.source-line')).toContainText('最新の公募要領を確かめてください')
    }
  })
}

test('資本金は、51人以上の会社にだけ聞く', async ({ page }) => {
  test.slow()
  expect(await toResult(page, printer)).not.toContain('q06')
  expect(await toResult(page, wholesaler)).toContain('q06')
})

test('どの設問のページも30KBより小さい', async ({ page }) => {
  const sizes: Record<string, number> = {}
  page.on('response', async (response) => {
    const question = new URL(response.url()).pathname.match(/\/(q\d+)$/)?.[1]
    if (question && response.status() === 200) sizes[question] = (await response.body()).length
  })
  await toResult(page, wholesaler)
  const largest = Math.max(...Object.values(sizes))
  console.log(`設問のページ: ${Object.keys(sizes).length}枚、いちばん大きいもので ${largest} バイト`)
  expect(Object.keys(sizes).length).toBeGreaterThan(20)
  expect(largest).toBeLessThanOrEqual(30_000)
})

test('数に「abc」と入れると、その場で日本語のまちがいが出て、入れた字は残り、ほかの答えは消えない', async ({ page }) => {
  await begin(page)
  await page.locator('input[value="34209"]').check()
  await nextButton(page).click()
  await open(page, 'q03')
  await page.locator('#answer').fill('abc')
  await nextButton(page).click()
  await expect(page).toHaveTitle(/^エラー：/)
  await expect(page.getByRole('alert')).toContainText('入力内容に問題があります')
  await expect(page.locator('.field-error')).toBeVisible()
  await expect(page.locator('#answer')).toHaveValue('abc')
  await page.getByRole('alert').getByRole('link').click()
  await expect(page.locator('#answer')).toBeFocused()
  await page.locator('#answer').fill('１２人')
  await nextButton(page).click()
  expect(questionOf(page)).toBe('q04')
  await open(page, 'q01')
  await expect(page.locator('input[value="34209"]')).toBeChecked()
})

test('10,001人、六つの困りごと、「とくにない」とほかの組み合わせは、わけを言って受け取らない', async ({ page }) => {
  await begin(page)
  await open(page, 'q03')
  await page.locator('#answer').fill('10001')
  await nextButton(page).click()
  await expect(page.locator('.field-error')).toContainText('0から9,999までの数字で入れてください')

  await open(page, 'q10')
  for (const pain of ['paperwork', 'labor-shortage', 'long-hours', 'funding', 'succession', 'old-system']) {
    await page.locator(`input[value="${pain}"]`).check()
  }
  await nextButton(page).click()
  await expect(page.locator('.field-error')).toContainText('5つまで選べます（いま6つ）')
  await expect(page.locator('input[value="succession"]')).toBeChecked()

  for (const pain of ['labor-shortage', 'long-hours', 'funding', 'succession', 'old-system']) {
    await page.locator(`input[value="${pain}"]`).uncheck()
  }
  await page.locator('input[value="none"]').check()
  await nextButton(page).click()
  await expect(page.locator('.field-error')).toContainText('とくにない')
})

test('必須の設問を答えずに進むと、答えるか「わからない」を選ぶように言われる', async ({ page }) => {
  await begin(page)
  await nextButton(page).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByRole('button', { name: 'わからない' }).click()
  expect(questionOf(page)).toBe('q02')
})

test('確認のページから人数を直すと、新しく出た資本金の設問を聞いてから、確認へ戻る', async ({ page }) => {
  await begin(page)
  await answerAll(page, printer)
  await page.getByRole('link', { name: /変更.*働いている人は何人ですか/ }).click()
  await page.locator('#answer').fill('80')
  await nextButton(page).click()
  expect(questionOf(page)).toBe('q06')
  await page.locator('#answer').fill('3000万円')
  await nextButton(page).click()
  expect(questionOf(page)).toBe('check')
  await submit(page)
})

test('「戻る」ボタンと二つ目のタブで答えても、どちらの答えも残る', async ({ page, context }) => {
  await begin(page)
  await page.locator('input[value="34202"]').check()
  await nextButton(page).click()
  const other = await context.newPage()
  await other.goto(page.url())
  await other.locator('input[name="choice[]"][value="D"]').check()
  await nextButton(other).click()
  await page.goBack()
  await page.locator('input[value="34204"]').check()
  await nextButton(page).click()
  await expect(page.locator('input[name="choice[]"][value="D"]')).toBeChecked()
  await open(other, 'q01')
  await expect(other.locator('input[value="34204"]')).toBeChecked()
})

test('送信を二度押しても同じ結果で、送信した答えは変えられず、引きついで答え直せる', async ({ page }) => {
  await begin(page)
  await answerAll(page, printer)
  const check = page.url()
  const key = new URL(check).pathname.split('/')[2]
  const press = async (): Promise<string | undefined> => {
    const answer = await page.request.post('/do/submit', { form: { key }, maxRedirects: 0 })
    return answer.headers().location
  }
  const result = `/diagnosis/${key}/result`
  const before = await completed(page)
  expect(await Promise.all([press(), press()]), '二度押す').toEqual([result, result])
  // Others submit at the same time, so that the count has no exact value; but had each press counted, it would be ten.
  for (let again = 0; again < 8; again += 1) expect(await press()).toBe(result)
  const counted = (await completed(page)) - before
  expect(counted).toBeGreaterThanOrEqual(1)
  expect(counted).toBeLessThan(10)
  await page.goto(check)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('この診断は送信ずみです')
  await page.goto(result)
  await page.getByRole('button', { name: '答えを引きついで答え直す' }).click()
  await expect(page).toHaveURL(/\/check$/)
  expect(page.url()).not.toContain(key)
  expect(questionOf(page)).toBe('check')
  await expect(page.getByText('12人')).toBeVisible()
})

test('「確かめが必要」の支援から、足りない設問を開いて答えると、判定が決まる', async ({ page }) => {
  await begin(page)
  await answerAll(page, { ...printer, answers: { ...printer.answers, q25: 'わからない', q10: ['labor-shortage', 'wage-raise'] } })
  await submit(page)
  const need = page.locator('.needs a').filter({ hasText: '賃金を上げる予定' }).first()
  await need.click()
  await page.getByRole('button', { name: '答えを引きついで答え直す' }).click()
  expect(questionOf(page)).toBe('q25')
  await page.locator('input[value="big"]').check()
  await nextButton(page).click()
  await submit(page)
  await expect(page.locator('.needs a').filter({ hasText: '賃金を上げる予定' })).toHaveCount(0)
})

test('支援メニューを種類でしぼり、中を開いて、出典と注意を読む', async ({ page }) => {
  await page.goto('/menus')
  await expect(page.locator('.menu-card')).toHaveCount(20)
  await expect(page.locator('.result-count')).toContainText('64件')
  await page.getByText('しぼりこみ・並べ方').click()
  await page.getByLabel('種類').selectOption('loan')
  await page.getByRole('button', { name: 'しぼりこむ' }).click()
  await expect(page).toHaveURL(/kind=loan/)
  expect(await page.locator('.menu-card').count()).toBeLessThan(20)
  await page.locator('.menu-card a').first().click()
  await expect(page.getByText('出典：')).toBeVisible()
  await expect(page.getByText('最新の公募要領を確かめてください').first()).toBeVisible()
})

test('答えた診断が、県の担当者のページの数に入る', async ({ page }) => {
  const before = await completed(page)
  await toResult(page, printer)
  expect(await completed(page)).toBeGreaterThan(before)
  await page.context().addCookies(asOfficer.storageState.cookies)
  await page.goto('/office')
  await expect(page.locator('.stat--plan')).toContainText(['56.4', '50.5'])
  await expect(page.getByText('調べ方が違う')).toBeVisible()
})
