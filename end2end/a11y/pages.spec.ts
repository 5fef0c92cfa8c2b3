import { expectAccessible, expect, test } from '../fixtures/a11y'
import { at, printer, soleProprietor } from '../fixtures/businesses'
import { linkIn, mailTo } from '../fixtures/mail'
import { answer, begin, nextButton, open, questionOf, submit, toResult } from '../fixtures/journey'
import { agree, another } from '../fixtures/agency'
import { asOfficer, freshAdmin, freshAgencyAdmin, signIn } from '../fixtures/officer'

test.use(asOfficer)

test.setTimeout(240_000)

for (const path of ['/', '/privacy', '/paper', '/resume', '/resume?said=both', '/resume?said=unfit', '/me/sign-in', '/me/sign-in?said=address', '/me/sign-in?said=link-used', '/me/sent', '/menus', '/menus?kind=scholarship&window=closed', '/menus?q=%E8%A3%9C%E5%8A%A9&municipality=34209&page=2', '/menus?q=%E5%B0%BE%E9%81%93%20%E8%9E%8D%E8%B3%87', '/cases?q=kintone&industry=I', '/office/freshness', '/staff/sign-in', '/staff/sign-in?said=wrong', '/staff/code', '/staff/enrol/0', '/staff/codes', '/staff/sessions', '/staff/confirm', '/menus/jizokuka-general-20', '/menus/jizokuka-general-20/why', '/menus/shinjigyo-shinshutsu-3', '/menus/shinjigyo-shinshutsu-3?cost=60000000', '/menus/shinjigyo-shinshutsu-3?cost=abc', '/cases', '/cases/toyo-denso', '/agencies', '/agencies?municipality=34209', '/office/agencies', '/office/agencies?said=name&name=', '/open-data', '/open-data/how-to', '/api', '/api?endpoint=score&body=%7B%22answers%22%3A%7B%7D%7D', '/office', '/office/indicators/survey-dx-need-rate?by=municipality', '/office/indicators/survey-dx-uptake-rate?by=industry&and=employee_size', '/office/indicators/survey-tool-use-rate?by=employee_size', '/office/drafts', '/office/menus', '/office/menus/yorozu-hiroshima/businesses', '/office/menus-table', '/office/gaps', '/office/gaps?pain=paperwork&employee_size=6-20', '/office/gaps/paperwork', '/office/audit', '/office/audit?actor=kanri&words=%E3%81%AA%E3%81%84%E3%81%93%E3%81%A8%E3%81%B0&page=2', '/office/responses', '/office/responses?lately=1', '/office/afterwards', '/office/mail', '/office/mail?said=resent', '/office/warnings', '/office/warnings?title=a&text=b&url=https%3A%2F%2Fexample.jp%2F&division%5B%5D=E', '/office/warnings?title=&text=&url=', '/notices/sent', '/notices/ended', '/notices/late', '/office/plan', '/office/plan/sandbox-cum', '/office/plan/dx-need-rate?year=R7&target=x', '/office/funnel', '/office/funnel?made_up=1']) {
  test(`${path} は、だれにでも使える`, async ({ page }) => {
    await page.goto(path)
    if (path.startsWith('/office')) expect(new URL(page.url()).pathname, 'サインインのページではない').toBe(path.split('?')[0])
    await expectAccessible(page)
  })
}

test('本人か確かめたばかりの管理者のページは、だれにでも使える', async ({ page, baseURL }) => {
  await signIn(page.context(), await freshAdmin(baseURL ?? '', 'kanri-a11y@example.jp'))
  for (const path of ['/office/staff', '/office/staff?said=address', '/staff/password', '/staff/password?said=common', '/staff/app']) {
    await page.goto(path)
    expect(new URL(page.url()).pathname).toBe(path.split('?')[0])
    await expectAccessible(page)
  }
  await page.getByRole('button', { name: 'QRコードを出す' }).click()
  await expect(page.getByRole('img', { name: '認証アプリに登録するQRコード' })).toBeVisible()
  await expectAccessible(page)
})

test('支援機関のページも、事業者が見せるページも、相談のページも、だれにでも使える', async ({ page, browser, baseURL }) => {
  const theirs = await another(browser, { baseURL })
  const adviser = await theirs.newPage()
  await signIn(theirs, await freshAgencyAdmin(baseURL ?? '', 'kanri-shien-a11y@example.jp', 'つかいやすい商工会'))
  for (const path of ['/agency', '/agency/new', '/agency/new?said=wrong', '/agency/profile', '/agency/staff', '/agency/poster', '/agency/requests']) {
    await adviser.goto(path)
    expect(new URL(adviser.url()).pathname).toBe(path.split('?')[0])
    await expectAccessible(adviser)
  }
  // Of a place of its own, so that what is asked there goes to this agency.
  await adviser.goto('/agency/profile')
  await adviser.locator('#kind').selectOption('commerce_society')
  await adviser.locator('#phone').fill('0827-00-0000')
  await adviser.getByRole('checkbox', { name: '大竹市' }).check()
  await adviser.getByRole('button', { name: '紹介を保存する' }).click()
  await expect(adviser.getByRole('status')).toContainText('紹介を保存しました')
  await expectAccessible(adviser)
  const start = await adviser.getByRole('link', { name: /\/start\/[0-9a-z]{8}$/ }).getAttribute('href')
  const business = await (await another(browser, { baseURL })).newPage()
  await business.goto(new URL(start ?? '', baseURL).pathname)
  await expect(business.getByRole('heading', { level: 1 })).toContainText('つかいやすい商工会')
  await expectAccessible(business)
  // The prefecture sees the agency, too.
  await page.goto('/office/agencies')
  await page.getByRole('link', { name: 'つかいやすい商工会' }).click()
  await expect(page).toHaveURL(/\/office\/agencies\/\d+$/)
  await expectAccessible(page)

  await toResult(business, at('34211'))
  const result = business.url()
  await business.getByRole('link', { name: '相談したい' }).click()
  await expectAccessible(business)
  await business.getByRole('button', { name: '申し込む' }).click()
  await expect(business.getByRole('alert')).toBeVisible()
  await expectAccessible(business)
  for (const [text, done] of [['紙を減らしたい', '取り下げる'], ['注文を数えたい', '連絡しました']]) {
    await business.getByLabel('その他').check()
    await business.getByLabel('相談したいこと').fill(text)
    await business.getByLabel('お名前').fill('つかいやすい印刷')
    await business.getByLabel('電話番号').fill('0827-00-0001')
    await business.getByRole('button', { name: '申し込む' }).click()
    await expect(business.getByRole('status')).toContainText('申し込みを送りました')
    await expectAccessible(business)
    if (done === '取り下げる') {
      await business.getByRole('button', { name: /取り下げる$/ }).click()
      await expect(business.getByRole('status')).toContainText('申し込みを取り下げました')
      await expectAccessible(business)
      continue
    }
    await adviser.goto('/agency/requests')
    await expectAccessible(adviser)
    await adviser.getByRole('link', { name: 'つかいやすい印刷' }).click()
    await expect(adviser.getByText(text)).toBeVisible()
    await expectAccessible(adviser)
    await adviser.getByRole('button', { name: done }).click()
    await expect(adviser.getByRole('status')).toContainText('連絡済みにしました')
    await expectAccessible(adviser)
    await business.reload()
    await expectAccessible(business)
  }
  await adviser.goto('/agency/requests')
  await expectAccessible(adviser)
  await business.goto(result)
  await agree(business, adviser, 'つかいやすい印刷')
  await expectAccessible(business)
  await business.goto(result.replace('/result', '/share?said=contact'))
  await expectAccessible(business)
  await adviser.goto('/agency')
  await expectAccessible(adviser)
  await adviser.getByRole('link', { name: 'つかいやすい印刷' }).click()
  const client = new URL(adviser.url()).pathname
  await adviser.getByRole('button', { name: /すすめる$/ }).first().click()
  await adviser.locator('#note').fill('助言')
  await adviser.getByLabel('事業者にも見せる（助言）').check()
  await adviser.getByRole('button', { name: '残す' }).click()
  await adviser.locator('#task').fill('電話する')
  await adviser.getByRole('button', { name: /すること.*に加える/ }).click()
  await expectAccessible(adviser)
  for (const part of ['?said=note-empty', '/answers', '/sheet']) {
    await adviser.goto(`${client}${part}`)
    await expectAccessible(adviser)
  }
  await business.goto(result)
  await expectAccessible(business)
})

test('設問と確認と結果のどのページも、だれにでも使える', async ({ page }) => {
  await begin(page)
  const asked = new Set<string>()
  while (questionOf(page) !== 'check') {
    const question = questionOf(page)
    if (!asked.has(question)) await expectAccessible(page)
    asked.add(question)
    await answer(page, soleProprietor.answers[question])
  }
  expect(asked.size).toBeGreaterThan(20)
  await expectAccessible(page)
  await submit(page)
  await expectAccessible(page)
  const result = page.url()
  await page.getByRole('button', { name: 'はい' }).click()
  await expectAccessible(page)
  for (const other of ['/history', '/afterwards', '/afterwards?choose=yorozu-hiroshima']) {
    await page.goto(result.replace('/result', other))
    await expectAccessible(page)
  }
  await page.goto(result)
  await page.getByRole('button', { name: '答えを引きついで答え直す' }).click()
  await submit(page)
  await page.getByRole('link', { name: '前の診断とくらべる' }).click()
  await expectAccessible(page)
  for (const list of ['/menus', '/cases']) {
    await page.goto(list)
    await expectAccessible(page)
  }
  await page.goto(result.replace('/result', '/q05'))
  await expectAccessible(page)
  // The catalogue knows the diagnosis now: verdicts, reasons, and the question that is missing.
  await page.goto('/menus/jizokuka-general-20')
  await expectAccessible(page)
  await page.goto('/menus/jizokuka-general-20/why')
  await expectAccessible(page)
  await page.getByRole('button', { name: /足りない/ }).click()
  expect(questionOf(page)).toBe('q24')
  await expectAccessible(page)
})

test('まちがいの出たページも、だれにでも使える', async ({ page }) => {
  await begin(page)
  for (const question of ['q01', 'q02', 'q03', 'q10']) {
    await open(page, question)
    await nextButton(page).click()
    await expect(page.getByRole('alert')).toBeVisible()
    await expectAccessible(page)
  }
  await open(page, 'q02')
  await page.locator('input[name="choice[]"][value="I"]').check()
  await expectAccessible(page)
})

test('続きを開くコードのページも、人数を聞くページも、だれにでも使える', async ({ page }) => {
  await begin(page)
  await page.getByRole('button', { name: '続きはあとで' }).click()
  await expectAccessible(page)
  await page.locator('#number').fill('abc')
  await page.getByRole('button', { name: 'コードを出す' }).click()
  await expectAccessible(page)
  await page.locator('#number').fill('12')
  await page.getByRole('button', { name: 'コードを出す' }).click()
  await expectAccessible(page)
})

test('お知らせを申し込むページも、確かめるページも、変えるページも、だれにでも使える', async ({ page }) => {
  await begin(page)
  for (;;) {
    const question = questionOf(page)
    if (question === 'check') break
    await answer(page, printer.answers[question])
  }
  await submit(page)
  await page.getByRole('link', { name: 'お知らせを申し込む' }).click()
  await expectAccessible(page)
  await page.getByLabel('新しく出た、合う支援').uncheck()
  await page.getByRole('button', { name: '確かめのメールを送る' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('メールアドレス').fill('a11y@example.jp')
  await page.getByLabel('新しく出た、合う支援').check()
  await page.getByRole('button', { name: '確かめのメールを送る' }).click()
  await page.goto(linkIn(await mailTo('a11y@example.jp'), '/notices/confirm/'))
  await expectAccessible(page)
  await page.getByRole('button', { name: 'お知らせを受け取る' }).click()
  await expectAccessible(page)
  const own = new URL(page.url()).pathname
  await page.goto(own.replace('/notices/', '/notices/unsubscribe/'))
  await expectAccessible(page)
})

test('メールで保存するページも、リンクのページも、一覧も、消す前の確認も、だれにでも使える', async ({ page, browser }) => {
  const address = 'a11y-account@example.jp'
  await begin(page)
  const key = new URL(page.url()).pathname.split('/')[2]
  await page.goto(`/diagnosis/${key}/mail`)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'リンクを送る' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('メールアドレス').fill(address)
  await page.getByRole('button', { name: 'リンクを送る' }).click()
  await expect(page.locator('.later-card__code')).toBeVisible()
  await expectAccessible(page)
  const link = linkIn(await mailTo(address), '/me/link/')
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin, locale: 'ja-JP' })
  const other = await context.newPage()
  await other.goto(link)
  await other.locator('#code').fill('1')
  await other.getByRole('button', { name: '一覧を開く' }).click()
  await expect(other.getByRole('alert')).toBeVisible()
  await expectAccessible(other)
  await context.close()
  await page.goto(link)
  await expectAccessible(page)
  await page.getByRole('button', { name: '一覧を開く' }).click()
  await expect(page).toHaveURL(/\/me$/)
  await expectAccessible(page)
  await page.getByRole('button', { name: /開く$/ }).first().click()
  await page.getByRole('button', { name: '続きはあとで' }).click()
  await expectAccessible(page)
  for (const place of ['/me/delete', '/me/delete?said=sure']) {
    await page.goto(place)
    await expectAccessible(page)
  }
})

test('紙の答えを入力するページも、まちがいの出た所も、だれにでも使える', async ({ page }) => {
  await page.goto('/paper')
  await page.getByRole('button', { name: '紙の答えを入力する' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: '保存して確認へ' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expectAccessible(page)
})

test('答えの足りない確認のページも、だれにでも使える', async ({ page }) => {
  await begin(page)
  await answer(page, printer.answers.q01)
  await open(page, 'check')
  await expectAccessible(page)
})

test.describe('ないページ', () => {
  test.use({ expectedErrors: [/status of 404/] })
  for (const path of ['/nowhere', '/menus/nowhere', `/diagnosis/${'0'.repeat(26)}/q01`, '/diagnosis/forged/result']) {
    test(`${path} は、わけと行き先を言い、だれにでも使える`, async ({ page }) => {
      const response = await page.goto(path)
      expect(response?.status()).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toContainText('見つかりません')
      await expectAccessible(page)
    })
  }
})

const refusals = {
  'page-not-found': 404,
  'diagnosis-not-found': 404,
  'bad-form': 400,
  'too-large': 413,
  'cross-site': 403,
  'sign-in-first': 401,
  'manage-staff': 403,
  'consent-revoked': 403,
  'consent-expired': 403,
  'consent-not-covered': 403,
  'client-under-way': 409,
  'on-own-device': 403,
  'too-slow': 408,
  unavailable: 503,
}
for (const [code, status] of Object.entries(refusals)) {
  test.describe(`断りのページ ${code}`, () => {
    test.use({ expectedErrors: [new RegExp(`status of ${status}`)] })
    test(`/refused/${code} は、わけと行き先を言い、だれにでも使える`, async ({ page }) => {
      const response = await page.goto(`/refused/${code}`)
      expect(response?.status()).toBe(status)
      await expect(page.getByRole('main').getByRole('link', { name: 'トップへ' })).toBeVisible()
      await expectAccessible(page)
    })
  })
}
