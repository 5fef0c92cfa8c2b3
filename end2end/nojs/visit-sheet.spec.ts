import { agree, another } from '../fixtures/agency'
import { printer } from '../fixtures/businesses'
import { toResult } from '../fixtures/journey'
import { freshAgencyAdmin, signIn } from '../fixtures/officer'
import { expect, test } from '../fixtures/test'

/** As long as a form takes it, with a number to be told by. */
const long = (number: number, length: number): string => `${number}番 ${'見積もりの取り方を、電話で伝える。'.repeat(100)}`.slice(0, length)

test('訪問の準備の紙は、記録とすることがどれほど長くても、A4の1枚に収まり、機関の中だけの記録は紙に出ない', async ({ page, browser, baseURL }) => {
  const context = await another(browser, { baseURL, javaScriptEnabled: false })
  await signIn(context, await freshAgencyAdmin(baseURL ?? '', 'junbi@example.jp', '準備ためし商工会'))
  const adviser = await context.newPage()
  await toResult(page, printer)
  await agree(page, adviser, '準備の印刷所')
  await adviser.goto('/agency')
  await adviser.getByRole('link', { name: '準備の印刷所' }).click()
  const client = adviser.url()
  for (const number of [1, 2, 3, 4]) {
    await adviser.locator('#note').fill(long(number, 1000))
    if (number > 1) await adviser.getByLabel('事業者にも見せる（助言）').check()
    await adviser.getByRole('button', { name: '残す' }).click()
    await expect(adviser.getByRole('status')).toContainText('記録・助言を残しました')
    await adviser.locator('#task').fill(long(number, 200))
    await adviser.locator('#due').fill(`2030-01-0${number}`)
    await adviser.getByRole('button', { name: '「すること」に加える' }).click()
    await expect(adviser.getByRole('status')).toContainText('「すること」に加えました')
  }
  await adviser.goto(`${client.split(/[?#]/)[0]}/sheet`)
  const [tasks, notes] = ['すること', '最近の記録'].map((title) => adviser.locator('.sheet__part').filter({ has: adviser.getByRole('heading', { name: title }) }).getByRole('listitem'))
  await expect(tasks).toHaveCount(4)
  await expect(notes).toHaveCount(4)
  const inside = notes.filter({ hasText: '（機関の中だけ）' })
  await expect(inside).toHaveCount(1)
  await expect(inside).toContainText('1番')
  await expect(inside).toBeVisible()

  await adviser.emulateMedia({ media: 'print' })
  await expect(inside).toBeHidden()
  await expect(notes.filter({ visible: true })).toHaveCount(3)
  await expect(tasks.filter({ visible: true })).toHaveCount(4)
  await adviser.emulateMedia({ media: null })
  const paper = await adviser.pdf({ format: 'A4' })
  expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g), '紙の枚数').toHaveLength(1)
  // Not only hidden ones are short: with four that are for the business, too, it stays one page.
  await adviser.goto(client)
  await adviser.locator('#note').fill(long(5, 1000))
  await adviser.getByLabel('事業者にも見せる（助言）').check()
  await adviser.getByRole('button', { name: '残す' }).click()
  await expect(adviser.getByRole('status')).toContainText('記録・助言を残しました')
  await adviser.goto(`${client.split(/[?#]/)[0]}/sheet`)
  await expect(inside).toHaveCount(0)
  await expect(notes).toHaveCount(4)
  const full = await adviser.pdf({ format: 'A4' })
  expect(full.toString('latin1').match(/\/Type\s*\/Page\b/g), '紙の枚数').toHaveLength(1)
  await context.close()
})
