import { all, printer } from '../fixtures/businesses'
import { begin, nextButton, open, questionOf, toResult } from '../fixtures/journey'
import { expect, test } from '../fixtures/test'

for (const business of all) {
  test(`${business.story}が、JavaScriptありで最後まで答え、結果を受け取る`, async ({ page }) => {
    await toResult(page, business)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(/いまは「.+」の段階です/)
    await expect(page.locator('.menu-card').first()).toBeVisible()
  })
}

test('困りごとを選ぶと数が変わり、六つめで知らせ、「とくにない」はひとりになる', async ({ page }) => {
  await begin(page)
  await open(page, 'q10')
  const counter = page.locator('.counter')
  await page.locator('input[value="paperwork"]').check()
  await expect(counter).toContainText('選んだ数：1')
  for (const pain of ['labor-shortage', 'long-hours', 'funding', 'succession', 'old-system']) {
    await page.locator(`input[value="${pain}"]`).check()
  }
  await expect(counter).toContainText('選んだ数：6')
  await expect(counter).toHaveClass(/counter--over/)
  await expect(counter).toContainText('5つまでに減らしてください')
  await page.locator('input[value="none"]').check()
  await expect(page.locator('input[value="paperwork"]')).not.toBeChecked()
  await expect(counter).toContainText('選んだ数：0')
  await page.locator('input[value="funding"]').check()
  await expect(page.locator('input[value="none"]')).not.toBeChecked()
})

test('業種を選ぶと、法律の線が分かれる業種だけ、二段目がその場で開く', async ({ page }) => {
  await begin(page)
  await open(page, 'q02')
  const step = (division: string) => page.locator(`[data-division="${division}"]`)
  await expect(step('I')).toBeHidden()
  await page.locator('input[name="choice[]"][value="I"]').check()
  await expect(step('I')).toBeVisible()
  await page.locator('input[name="choice[]"][value="M"]').check()
  await expect(step('I')).toBeHidden()
  await expect(step('M')).toBeVisible()
  await page.locator('input[name="choice[]"][value="E"]').check()
  await expect(step('M')).toBeHidden()
  await nextButton(page).click()
  expect(questionOf(page)).toBe('q03')
})

test('遅い回線で、WASM が届く前に選んでいても、届けば追いつく', async ({ page }) => {
  let arrive = () => {}
  const chosen = new Promise<void>((resolve) => (arrive = resolve))
  await page.route('**/*.wasm', async (route) => {
    await chosen
    await route.continue()
  })
  await begin(page)
  await open(page, 'q02')
  const step = page.locator('[data-division="I"]')
  await page.locator('input[name="choice[]"][value="I"]').check()
  await expect(step).toBeHidden()
  arrive()
  await expect(step).toBeVisible()
})

test('キーボードだけで、はじめから結果まで進める', async ({ page }) => {
  await page.goto('/')
  const tabTo = async (found: () => Promise<boolean>) => {
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab')
      if (await found()) return
    }
    throw new Error(`Tab で届かない: ${page.url()}`)
  }
  const focused = (test: (element: Element) => boolean) => () =>
    page.evaluate(`(${test.toString()})(document.activeElement)`) as Promise<boolean>
  await tabTo(focused((e) => e.tagName === 'BUTTON' && e.textContent!.includes('はじめる')))
  await page.keyboard.press('Enter')
  await page.waitForURL(/q01$/)
  for (let steps = 0; steps < 40 && questionOf(page) !== 'check'; steps += 1) {
    const before = page.url()
    await tabTo(focused((e) => e.id === 'answer' || (e.tagName === 'INPUT' && (e as HTMLInputElement).name === 'choice[]')))
    const number = await page.evaluate(() => (document.activeElement as HTMLInputElement).type === 'text')
    if (number) await page.keyboard.type('12')
    else await page.keyboard.press('Space')
    await tabTo(focused((e) => e.tagName === 'BUTTON' && /次へ/.test(e.textContent!)))
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.href !== before)
  }
  await tabTo(focused((e) => e.tagName === 'BUTTON' && e.textContent!.includes('送信')))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/result$/)
})

test('結果はA4の2枚に印刷できる', async ({ page }) => {
  await toResult(page, printer)
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
  const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0
  expect(pages).toBeGreaterThan(0)
  expect(pages).toBeLessThanOrEqual(2)
})
