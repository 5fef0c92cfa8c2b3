// How fast are the officers' pages and a submission among a million businesses?
//   node office-speed.mjs [BUSINESSES] [BINARY]
// Loads ten thousand made-up businesses, times submissions, loads the rest, and times: the load, the start, the first of
// each kind of page (which reads everybody), pages one after the other and eight at once, and submissions again. Prints
// it all, and fails when a page's p95 (asked one after the other) or the ratio of the submissions is above its limit.
//   DX_DATABASE_URL=postgres://…   on an empty database there; without it on SQLite. scripts/office-speed.sh does both.
//   DX_SPEED_LOADED=FOLDER   times the pages alone, on a data folder (with DX_DATABASE_URL: a database) that is filled already.
//   DX_SPEED_ROUNDS, DX_SPEED_LIMIT_MS   how often each page is asked for (200), and the limit for p95 (50); none with 0.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

import { asked, freePort, memory, quantile, started, stopped } from './fixtures/measured-server.mjs'
import { added, enrolled } from './fixtures/staff.mjs'

const businesses = Number(process.argv[2] ?? 1_000_000)
const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/dx-shindan-target')
const binary = process.argv[3] ?? join(target, 'release/dx-shindan')
if (!existsSync(binary)) throw new Error(`${binary} がありません。先に make build をどうぞ。`)
const rounds = Number(process.env.DX_SPEED_ROUNDS ?? 200)
const limit = Number(process.env.DX_SPEED_LIMIT_MS ?? 50)
/** So many come first: the submissions at the end may take RATIO times as long as among them. */
const FIRST = Math.min(10_000, businesses)
const RATIO = 2
const SUBMISSIONS = 100
const AT_ONCE = 8
const PAGES = [
  '/office', '/office/indicators/survey-dx-uptake-rate?by=municipality', '/office/indicators/survey-dx-need-rate?by=municipality&and=industry',
  '/office/indicators/survey-tool-use-rate?by=industry', '/office/indicators/survey-dx-uptake-rate/table.csv?by=industry', '/office/menus',
  '/office/gaps', '/office/gaps/paperwork', '/office/gaps?employee_size=6-20&page=2', '/office/plan', '/office/funnel',
]
const ANSWERS = [
  ['q01', '34209'], ['q02', 'E'], ['q03', '12'], ['q04', 'corporation'], ['q05', '3'], ['q07', 'some'],
  ['q08', 's2'], ['q10', 'paperwork'], ['q13', 'crm-sfa'], ['q19', 'part'], ['q20', 'some'], ['q24', 'gbiz'],
]

const home = mkdtempSync(join(tmpdir(), 'dx-office-speed-'))
const port = await freePort()
const base = `http://127.0.0.1:${port}`
const handed = Object.fromEntries(['PATH', 'DX_DATABASE_URL'].filter((name) => process.env[name]).map((name) => [name, process.env[name]]))
const loaded = process.env.DX_SPEED_LOADED
const env = { ...handed, DX_ADDR: `127.0.0.1:${port}`, DX_DATA_DIR: loaded ?? join(home, 'data'), DX_LOG: 'warn' }
const where = process.env.DX_DATABASE_URL ? 'PostgreSQL' : 'SQLite'
const one = new Agent({ keepAlive: true, maxSockets: 1 })
const many = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
let server
/** The session of an admin. */
let staff
try {
  const few = loaded ? undefined : await filled()
  const link = added(binary, { cwd: home, env }, { email: `kanri-${Date.now()}@example.jp` })
  const start = await started(binary, { cwd: home, env, base })
  server = start.server
  staff = await enrolled(base, link)
  console.log(`${where}: 始まるまで ${start.seconds.toFixed(1)} 秒`)
  for (const path of ['/office?made_up=1', '/office/menus?made_up=1', '/office/gaps?made_up=1']) {
    console.log(`${where}: 最初の ${path} は ${(await first(path)).toFixed(1)} 秒`)
  }
  console.log(`${where}: メモリー ${memory(server)} MB`)
  for (const path of PAGES) {
    for (const query of ['made_up=1', '']) await page(`${path}${query && (path.includes('?') ? '&' : '?')}${query}`)
  }
  if (few) await compared(few)
} finally {
  one.destroy()
  many.destroy()
  await stopped(server)
  rmSync(home, { recursive: true, force: true })
}

/** Loads all of them; gives the times of submissions among the first. */
async function filled() {
  await load(FIRST, 1)
  server = (await started(binary, { cwd: home, env, base })).server
  await submissions(20)
  const few = await submissions(SUBMISSIONS)
  say(`送信（${FIRST} 者のとき）`, few)
  await stopped(server)
  const loading = businesses > FIRST ? await load(businesses - FIRST, 2) : 0
  console.log(`${where}: ${businesses - FIRST} 者の取り込み ${loading.toFixed(0)} 秒`)
  return few
}

/** Submissions among all, beside those among the first. */
async function compared(few) {
  await submissions(20)
  const last = await submissions(SUBMISSIONS)
  say(`送信（${businesses} 者のとき）`, last)
  const ratio = quantile(last, 0.5) / quantile(few, 0.5)
  console.log(`${where}: 送信の時間の比（p50）${ratio.toFixed(2)}`)
  if (ratio > RATIO) fail(`送信の時間が ${RATIO} 倍をこえました。`)
}

/** Loads made-up businesses; says how many seconds it took. */
async function load(count, seed) {
  const begun = performance.now()
  const loading = spawn(binary, ['demo', '--businesses', String(count), '--seed', String(seed)], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const code = await new Promise((resolve) => loading.on('exit', resolve))
  if (code !== 0) throw new Error(`demo: ${code}`)
  return (performance.now() - begun) / 1000
}

/** Seconds until a page is shown that reads everybody first: requests may run out of time until then. */
async function first(path) {
  const begun = performance.now()
  while ((await asked(base, path, { agent: one, staff })).status !== 200) {
    if (performance.now() - begun > 600_000) throw new Error(`${path} が開かない`)
  }
  return (performance.now() - begun) / 1000
}

/** One page, one request after the other and several at once. */
async function page(path) {
  await timed(path, one)
  const times = []
  for (let n = 0; n < rounds; n += 1) times.push(await timed(path, one))
  say(path, times)
  const together = []
  const asking = Array.from({ length: AT_ONCE }, async () => {
    for (let n = 0; n < rounds / AT_ONCE; n += 1) together.push(await timed(path, many))
  })
  await Promise.all(asking)
  say(`${path}（${AT_ONCE} 人が同時に）`, together)
  if (limit > 0 && quantile(times, 0.95) > limit) fail(`${path} の p95 が ${limit} ms をこえました。`)
}

async function timed(path, agent) {
  const begun = performance.now()
  const { status, length } = await asked(base, path, { agent, staff })
  if (status !== 200 || length < 500) throw new Error(`${path}: ${status}, ${length} バイト`)
  return performance.now() - begun
}

/** New businesses answer and submit, one after the other: the times of the submissions. */
async function submissions(count) {
  const times = []
  for (let n = 0; n < count; n += 1) {
    const key = (await sent('/do/start', { from: '' })).split('/')[2]
    for (const [question, value] of ANSWERS) await sent('/do/answer', { key, question, 'choice[]': value })
    const begun = performance.now()
    const place = await sent('/do/submit', { key })
    times.push(performance.now() - begun)
    if (!place.endsWith('/result')) throw new Error(`送信が ${place} へ導いた`)
  }
  return times.sort((a, b) => a - b)
}

async function sent(path, form) {
  const { status, place } = await asked(base, path, { agent: one, form })
  if (status !== 303 || place.startsWith('/refused')) throw new Error(`${path}: ${status} ${place}`)
  return place
}

function say(what, times) {
  times.sort((a, b) => a - b)
  const [p50, p95, last] = [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(1))
  console.log(`${where}: ${what}: ${times.length} 回、p50 ${p50}、p95 ${p95}、最長 ${last} ms`)
}

function fail(why) {
  console.error(`× ${where}: ${why}`)
  process.exitCode = 1
}
