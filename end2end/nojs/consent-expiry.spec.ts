import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { agree, another } from '../fixtures/agency'
import { printer } from '../fixtures/businesses'
import { toResult } from '../fixtures/journey'
import { freshAgencyAdmin, signIn } from '../fixtures/officer'
import { expect, test } from '../fixtures/test'

/** Time passes for one consent: it ended a second ago. */
function expire(name: string): void {
  const database = join(process.env.DX_E2E_DATA ?? '', 'dx-shindan.sqlite3')
  const change = "update consent set expires_at = strftime('%Y-%m-%d %H:%M:%S +00:00', 'now', '-1 second') where name = ?"
  const program = 'import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], timeout=30)\nassert c.execute(sys.argv[2], [sys.argv[3]]).rowcount == 1\nc.commit()'
  const run = spawnSync('python3', ['-c', program, database, change, name], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(run.stderr)
}

test('同意の期限が過ぎると、支援員の次の操作は、わけを言って断られ、事業者にも、終わったと出る', async ({ page, browser, baseURL }) => {
  const agency = '期限ためし商工会'
  const name = '期限の印刷所'
  const context = await another(browser, { baseURL, javaScriptEnabled: false })
  await signIn(context, await freshAgencyAdmin(baseURL ?? '', 'kigen@example.jp', agency))
  const adviser = await context.newPage()
  await toResult(page, printer)
  await agree(page, adviser, name)
  const shares = page.url().split('?')[0]
  await adviser.goto('/agency')
  await adviser.getByRole('link', { name }).click()
  await expect(adviser.getByRole('heading', { level: 1 })).toHaveText(name)
  const client = adviser.url()

  expire(name)
  const answer = await adviser.goto(client)
  expect(answer?.status()).toBe(403)
  await expect(adviser.getByRole('heading', { level: 1 })).toHaveText('同意の期限が過ぎました')
  await adviser.goto('/agency')
  await expect(adviser.getByRole('link', { name })).toHaveCount(0)
  await page.goto(shares)
  await page.getByText('前に見せた相手').click()
  await expect(page.getByText('で期限が来ました').first()).toBeVisible()
  await context.close()
})
