import { readFile } from 'node:fs/promises'
import ICAL from 'ical.js'
import { soleProprietor } from '../fixtures/businesses'
import { answerAll, begin, nextButton, questionOf, submit } from '../fixtures/journey'
import { test as withServer } from '../fixtures/own-server'
import { expect, test } from '../fixtures/test'

test('支援をさがし、合わない理由を見て、足りない設問に答えると、その支援の判定が変わる', async ({ page }) => {
  test.slow()
  await begin(page)
  await answerAll(page, soleProprietor)
  await submit(page)
  const result = page.url()

  await page.goto(`/menus?q=${encodeURIComponent('小規模事業者持続化補助金')}`)
  await page.getByRole('link', { name: /持続化補助金.*一般型/ }).first().click()
  await expect(page.locator('.verdict')).toHaveText('確かめが必要')
  await page.getByRole('link', { name: '条件ごとの理由を見る' }).click()
  await expect(page).toHaveURL(/\/why$/)
  await expect(page.locator('.condition').filter({ hasText: 'GビズID' })).toContainText('まだわからず')

  await page.getByRole('button', { name: '足りない1問に答える' }).click()
  expect(questionOf(page)).toBe('q24')
  await expect(page.getByText('この支援に合うかを確かめています')).toBeVisible()
  // What was said before stands there: 「わからない」.
  await page.locator('input[value="unknown"]').uncheck()
  await page.locator('input[value="none"]').check()
  await nextButton(page).click()
  await expect(page).toHaveURL(/\/menus\/jizokuka-general-20$/)
  await expect(page.locator('.verdict')).toHaveText('あと一歩')
  await page.getByRole('link', { name: '条件ごとの理由を見る' }).click()
  await expect(page.locator('.condition').filter({ hasText: 'GビズID' })).toContainText('GビズIDプライムを取る')

  // The diagnosis that was submitted is as it was.
  await page.goto(result)
  await page.goto('/menus/jizokuka-general-20')
  await expect(page.locator('.verdict')).toHaveText('確かめが必要')
})

test('答えていなければ、条件の一覧から診断をはじめられる', async ({ page }) => {
  await page.goto('/menus/jizokuka-general-20')
  await expect(page.locator('.verdict')).toHaveCount(0)
  await page.getByRole('link', { name: '条件をひとつずつ見る' }).click()
  await expect(page.getByText('小規模企業者であること')).toBeVisible()
  await page.getByRole('button', { name: '診断をはじめる' }).click()
  await expect(page).toHaveURL(/\/q01$/)
})

test('費用を入れると、区分ごとに戻る額の目安が出る。読めない費用は、わけを言って残す', async ({ page }) => {
  await page.goto('/menus/digital-ai-2026-regular')
  await page.getByLabel('かかる費用').fill('３００万円')
  await page.getByRole('button', { name: '計算する' }).click()
  const rows = page.locator('#estimate tbody tr')
  await expect(rows).toHaveCount(4)
  await expect(rows.nth(1)).toContainText('150万円（上限）')
  await expect(rows.nth(3)).toContainText('200万円')
  await expect(page.getByRole('region', { name: /^費用が300万円/ })).toBeInViewport()

  await page.getByLabel('かかる費用').fill('たくさん')
  await page.getByRole('button', { name: '計算する' }).click()
  await expect(page).toHaveTitle(/^エラー：/)
  await expect(page.getByLabel('かかる費用')).toHaveValue('たくさん')
  await expect(page.getByRole('alert')).toBeInViewport()
  await page.getByRole('alert').getByRole('link').click()
  await expect(page.getByLabel('かかる費用')).toBeFocused()
  await expect(rows).toHaveCount(0)
})

withServer('締切と準備の日を、カレンダーのファイルで受け取る', async ({ page, applicable }) => {
  // Whichever menus of the content can be applied for today until a known day; one of them for certain.
  const answer = await page.request.get(`${applicable.base}/api/v1/menus?window=open`)
  const menus: { id: string; name: string; closes: string | null }[] = (await answer.json()).menus
  const dated = menus.filter((menu) => menu.closes !== null)
  expect(dated.find((menu) => menu.id === applicable.id)?.closes).toBe(applicable.closes)
  for (const { id, name, closes } of dated) {
    await page.goto(`${applicable.base}/menus/${id}`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /カレンダーに入れる/ }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`${id}.ics`)
    const text = await readFile(await download.path(), 'utf8')
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75)
    // Another reading of the standard than the one that wrote it.
    const calendar = new ICAL.Component(ICAL.parse(text))
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0')
    const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
    expect(new Set(events.map((event) => event.uid)).size).toBe(events.length)
    const days = events.map((event) => {
      expect(event.startDate.isDate, '時刻のない日').toBe(true)
      expect(event.duration.toSeconds(), 'まる一日').toBe(86_400)
      return event.startDate.toString()
    })
    expect(days, '早い順').toEqual([...days].sort())
    expect(days.at(-1), '日本の締切の日').toBe(closes)
    expect(events.at(-1)?.summary).toBe(`締切：${name}`)
    if (id === applicable.id) expect(events.length, '準備の日も入っている').toBeGreaterThan(1)
  }
})
