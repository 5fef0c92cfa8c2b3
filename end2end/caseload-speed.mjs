// How fast is an agency's list of clients, with thousands of clients and hundreds of advisers?
//   node caseload-speed.mjs [CLIENTS] [ADVISERS] [BINARY]
// Loads made-up businesses, lets all of them agree (rows put into the database itself), and times the list and a client's
// page as one adviser of the agency sees them. Prints it all, and fails when the p95 of the list is above its limit.
//   DX_DATABASE_URL=postgres://…   on an empty database there (psql puts the rows in); without it on SQLite (python3 does).
//   DX_SPEED_ROUNDS, DX_SPEED_LIMIT_MS   how often each page is asked for (200), and the limit for p95 (50).
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

import { asked, freePort, memory, quantile, started, stopped } from './fixtures/measured-server.mjs'
import { enrolled } from './fixtures/staff.mjs'

const clients = Number(process.argv[2] ?? 5_000)
const advisers = Number(process.argv[3] ?? 200)
const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/dx-shindan-target')
const binary = process.argv[4] ?? join(target, 'release/dx-shindan')
if (!existsSync(binary)) throw new Error(`${binary} がありません。先に make build をどうぞ。`)
const rounds = Number(process.env.DX_SPEED_ROUNDS ?? 200)
const limit = Number(process.env.DX_SPEED_LIMIT_MS ?? 50)
const AT_ONCE = 8
const LISTS = ['/agency', '/agency?page=50', '/agency?q=12', '/agency?municipality=34209', '/agency?only=due', '/agency?sort=contact', '/agency?sort=name']

const home = mkdtempSync(join(tmpdir(), 'dx-caseload-speed-'))
const data = join(home, 'data')
const port = await freePort()
const base = `http://127.0.0.1:${port}`
const postgres = process.env.DX_DATABASE_URL
const handed = Object.fromEntries(['PATH', 'DX_DATABASE_URL'].filter((name) => process.env[name]).map((name) => [name, process.env[name]]))
const env = { ...handed, DX_ADDR: `127.0.0.1:${port}`, DX_DATA_DIR: data, DX_LOG: 'warn', DX_BASE_URL: base }
const where = postgres ? 'PostgreSQL' : 'SQLite'
const one = new Agent({ keepAlive: true, maxSockets: 1 })
const many = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
let server
let staff
try {
  done(['demo', '--businesses', String(clients), '--seed', '1'])
  done(['agency', 'add', '--name', 'はやさ商工会'])
  const link = /\/staff\/enrol\/[0-9a-f]{32}/.exec(done(['staff', 'add', '--role', 'adviser', '--agency', 'はやさ商工会', '--email', 'hayasa@example.jp']))?.[0]
  const start = await started(binary, { cwd: home, env, base })
  server = start.server
  staff = await enrolled(base, link)
  fill()
  const begun = performance.now()
  await timed('/agency', one)
  console.log(`${where}: ${clients} 件・支援員 ${advisers} 人。最初の /agency は ${((performance.now() - begun) / 1000).toFixed(2)} 秒、メモリー ${memory(server)} MB`)
  for (const path of LISTS) await page(path, limit)
  await page(`/agency/clients/${await someClient()}`, 0)
} finally {
  one.destroy()
  many.destroy()
  await stopped(server)
  rmSync(home, { recursive: true, force: true })
}

function done(args) {
  const run = spawnSync(binary, args, { cwd: home, env, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`${args.join(' ')}: ${run.stdout}${run.stderr}`)
  return run.stdout
}

/** Everybody agrees; the agency has colleagues, has looked, written, and has things to do. */
function fill() {
  const [now, later] = postgres ? ['now()', "now() + interval '300 days'"] : ["'2026-01-01 00:00:00 +00:00'", "'2099-01-01 00:00:00 +00:00'"]
  const [yes, no] = ['true', 'false']
  const numbers = (count) => `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`
  const statements = [
    `${numbers(advisers)} insert into staff (address, typed, role, agency_id, created_at, totp_step) select 'a' || i || '@example.jp', 'a' || i || '@example.jp', 'adviser', 1, ${now}, 0 from n`,
    `insert into consent (business_id, agency_id, covers_answers, covers_contact, name, contact, text_version, way, given_at, expires_at) select id, 1, ${yes}, ${no}, '事業者' || id, '', 1, 'named', ${now}, ${later} from business`,
    `insert into consent_look (consent_id, staff_id, looked_at, what) select id, 1 + id % ${advisers}, ${now}, 'result' from consent`,
    `insert into advice (business_id, agency_id, staff_id, text, visible, written_at, nonce) select business_id, 1, 1 + id % ${advisers}, '電話した', ${no}, ${now}, 'n' || id from consent`,
    `insert into client_task (business_id, agency_id, staff_id, text, due_on, made_at, nonce) select business_id, 1, 1 + id % ${advisers}, '訪問する', '2026-12-' || (10 + id % 20), ${now}, 'n' || id from consent where id % 2 = 0`,
  ]
  // What PostgreSQL does by itself within a minute: a database that runs has done it long ago.
  if (postgres) statements.push('analyze')
  const run = postgres
    ? spawnSync('psql', [postgres, '-v', 'ON_ERROR_STOP=1', '-q', '-c', `${statements.join('; ')};`], { encoding: 'utf8' })
    : spawnSync('python3', ['-c', 'import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], timeout=30)\n[c.execute(s) for s in sys.argv[2:]]\nc.commit()', join(data, 'dx-shindan.sqlite3'), ...statements], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`${run.stdout}${run.stderr}`)
}

/** The first client of the list. */
async function someClient() {
  const html = await (await fetch(`${base}/agency`, { headers: { accept: 'text/html', cookie: `staff=${staff}` } })).text()
  return /\/agency\/clients\/(\d+)/.exec(html)[1]
}

/** One page, one request after the other and several at once. */
async function page(path, most) {
  await timed(path, one)
  const times = []
  for (let n = 0; n < rounds; n += 1) times.push(await timed(path, one))
  say(path, times)
  const together = []
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let n = 0; n < rounds / AT_ONCE; n += 1) together.push(await timed(path, many))
  }))
  say(`${path}（${AT_ONCE} 人が同時に）`, together)
  if (most > 0 && quantile(times, 0.95) > most) {
    console.error(`× ${where}: ${path} の p95 が ${most} ms をこえました。`)
    process.exitCode = 1
  }
}

async function timed(path, agent) {
  const begun = performance.now()
  const { status, length } = await asked(base, path, { agent, staff })
  if (status !== 200 || length < 500) throw new Error(`${path}: ${status}, ${length} バイト`)
  return performance.now() - begun
}

function say(what, times) {
  times.sort((a, b) => a - b)
  const [p50, p95, last] = [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(1))
  console.log(`${where}: ${what}: ${times.length} 回、p50 ${p50}、p95 ${p95}、最長 ${last} ms`)
}
