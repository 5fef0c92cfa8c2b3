// The pictures in docs/: from the optimised binary, on made-up respondents, so that they can be taken anew whenever a page
// changes. Not a part of `make test`: two machines do not draw the same bytes.
//   node screenshots.mjs [BINARY]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'

import { asked, freePort, started, stopped } from './fixtures/measured-server.mjs'
import { added, enrolled } from './fixtures/staff.mjs'

const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/dx-shindan-target')
const binary = process.argv[2] ?? join(target, 'release/dx-shindan')
const docs = new URL('../docs/', import.meta.url).pathname
/** Who they are; what else is asked, each answers otherwise. */
const FACTS = { q01: '34209', q02: 'E', q03: '12', q04: 'corporation', q05: '3' }
/** Name, address, width and height of the window, what the picture begins with. */
const officers = '/office?made_up=1'
const uptake = '/office/indicators/survey-dx-uptake-rate?made_up=1'
const PICTURES = [
  ['office', officers, 1000, 900, 'h2'],
  ['office-map', `${uptake}&by=municipality`, 1000, 900, '.tile-map'],
  ['office-gaps', '/office/gaps?made_up=1', 1000, 900, 'h1'],
]

const home = mkdtempSync(join(tmpdir(), 'dx-screenshots-'))
const port = await freePort()
const base = `http://127.0.0.1:${port}`
const env = { PATH: process.env.PATH, DX_ADDR: `127.0.0.1:${port}`, DX_BASE_URL: base, DX_DATA_DIR: join(home, 'data'), DX_LOG: 'warn' }
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
let server
let browser
/** The session of an admin. */
let staff
try {
  const filled = spawnSync(binary, ['demo', '--businesses', '20000', '--seed', '1'], { env, encoding: 'utf8' })
  if (filled.status !== 0) throw new Error(filled.stderr)
  const link = added(binary, { cwd: home, env })
  server = (await started(binary, { cwd: home, env, base })).server
  staff = await enrolled(base, link)
  // Those beside whom the first one stands: the average of fewer is not shown.
  let result
  const { questions } = await (await fetch(`${base}/api/v1/questionnaire`)).json()
  for (let n = 0; n < 12; n += 1) result = await submitted(questions, n)
  const executablePath = process.env.DX_E2E_CHROMIUM ?? '/usr/bin/chromium'
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
  for (const [name, path, width, height, first] of [['screenshot', result, 1000, 900, 'h1'], ...PICTURES]) {
    await picture(name, path, { width, height }, first)
  }
} finally {
  await browser?.close()
  agent.destroy()
  await stopped(server)
  rmSync(home, { recursive: true, force: true })
}

/** Answers and submits; the address of the result. */
async function submitted(questions, n) {
  const key = (await sent('/do/start', { from: '' })).split('/')[2]
  for (const { id, options, type } of questions.filter((question) => question.id !== 'q06')) {
    const known = (options ?? []).filter((option) => !option.unknown && !option.exclusive).map((option) => option.id)
    const chosen = FACTS[id] ? [FACTS[id]] : [0, 1].slice(0, type === 'multi' ? 2 : 1).map((more) => known[(n + 1 + more) % known.length])
    await sent('/do/answer', [['key', key], ['question', id], ...chosen.map((value) => ['choice[]', value])])
  }
  const place = await sent('/do/submit', { key })
  if (!place.endsWith('/result')) throw new Error(`送信が ${place} へ導いた`)
  return place
}

async function sent(path, form) {
  const { status, place } = await asked(base, path, { agent, form })
  if (status !== 303 || place.startsWith('/refused')) throw new Error(`${path}: ${status} ${place}`)
  return place
}

async function picture(name, path, viewport, first) {
  const page = await browser.newPage({ viewport, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' })
  await page.context().addCookies([{ name: 'staff', value: staff, url: base }])
  const answer = await page.goto(base + path, { waitUntil: 'networkidle' })
  if (answer.status() !== 200) throw new Error(`${path}: ${answer.status()}`)
  await page.locator(first).first().evaluate((element) => window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 24))
  await page.screenshot({ path: join(docs, `${name}.png`) })
  await page.close()
}
