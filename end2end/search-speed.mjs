// How long does a search take in a catalogue of ten thousand menus?
//   node search-speed.mjs [MENUS] [BINARY]
// Makes a content folder by varying the seed (ids, names, dates, municipalities), loads it, starts the server, and
// fires the forty searches of domain/tests/searches.json again and again, one after the other, as a browser asks for
// them (compressed). Prints p50, p95 and the longest, and fails above the limit.
//   DX_DATABASE_URL=postgres://…   on an empty database there; without it on SQLite. scripts/search-speed.sh does both.
//   DX_SPEED_ROUNDS, DX_SPEED_LIMIT_MS   how often (12), and the limit for p95 (20); no limit with 0.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

import { asked, freePort, memory, quantile, started, stopped } from './fixtures/measured-server.mjs'

const menus = Number(process.argv[2] ?? 10_000)
const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/dx-shindan-target')
const binary = process.argv[3] ?? join(target, 'release/dx-shindan')
if (!existsSync(binary)) throw new Error(`${binary} がありません。先に make build をどうぞ。`)
const rounds = Number(process.env.DX_SPEED_ROUNDS ?? 12)
const limit = Number(process.env.DX_SPEED_LIMIT_MS ?? 20)
const root = join(import.meta.dirname, '..')
const seed = join(root, 'server/seed')
const searches = JSON.parse(readFileSync(join(root, 'domain/tests/searches.json'), 'utf8')).menus
/** What comes on top of the words: nothing, filters, another order, a later page. */
const VARIATIONS = ['', '&kind=subsidy', '&municipality=34207&sort=amount', '&pain=paperwork&window=closed&sort=newest', '&page=3']

const home = mkdtempSync(join(tmpdir(), 'dx-speed-'))
const port = await freePort()
const base = `http://127.0.0.1:${port}`
const handed = Object.fromEntries(['PATH', 'DX_DATABASE_URL'].filter((name) => process.env[name]).map((name) => [name, process.env[name]]))
const env = { ...handed, DX_ADDR: `127.0.0.1:${port}`, DX_DATA_DIR: join(home, 'data'), DX_LOG: 'error' }
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
let server
try {
  const folder = join(home, 'content')
  makeContent(folder)
  const loading = seconds(() => {
    const load = spawnSync(binary, ['content', 'load', folder], { env, encoding: 'utf8' })
    if (load.status !== 0) throw new Error(`content load: ${load.stdout}${load.stderr}`)
  })
  const start = await started(binary, { cwd: home, env, base })
  server = start.server
  const times = []
  await round([]) // The first round warms caches and allocator, as a running server is.
  for (let n = 0; n < rounds; n += 1) await round(times)
  times.sort((a, b) => a.ms - b.ms)
  const [p50, p95, last] = [0.5, 0.95, 1].map((share) => quantile(times, share))
  const where = process.env.DX_DATABASE_URL ? 'PostgreSQL' : 'SQLite'
  console.log(`${where}: 支援メニュー ${menus} 件。取り込み ${loading.toFixed(1)} 秒、始まるまで ${start.seconds.toFixed(1)} 秒、メモリー ${memory(server)} MB`)
  console.log(`${where}: 検索 ${times.length} 回（${searches.length} 通り × ${VARIATIONS.length} × ${rounds}）。p50 ${ms(p50)}、p95 ${ms(p95)}、最長 ${ms(last)}（${last.path}）`)
  if (limit > 0 && p95.ms > limit) {
    console.error(`× p95 が ${limit} ms をこえました。`)
    process.exitCode = 1
  }
} finally {
  agent.destroy()
  await stopped(server)
  rmSync(home, { recursive: true, force: true })
}

/** The files of the seed; of the menus so many, each later one a variation of an earlier. */
function makeContent(folder) {
  mkdirSync(folder)
  for (const name of readdirSync(seed)) {
    if (/\.(toml|csv)$/.test(name)) writeFileSync(join(folder, name), readFileSync(join(seed, name)))
  }
  const towns = readFileSync(join(seed, 'municipalities.csv'), 'utf8').trim().split('\n').slice(1).map((row) => row.split(','))
  const [head, ...entries] = readFileSync(join(seed, 'support_menus.toml'), 'utf8').split(/^(?=\[\[menu\]\]$)/m)
  const all = Array.from({ length: menus }, (_, n) => (n < entries.length ? entries[n] : variation(entries[n % entries.length], n, towns)))
  writeFileSync(join(folder, 'support_menus.toml'), head + all.join(''))
}

/** The same menu for another place, at another time, by another name. */
function variation(entry, n, towns) {
  const shift = (n * 7) % 700
  let text = entry.replace(/^id = "(.*)"$/m, `id = "$1-${n}"`).replace(/^name = "(.*)"$/m, `name = "$1 第${n}次"`)
  text = text.replace(/^(opens|closes|as_of) = "(\d{4}-\d{2}-\d{2})"$/gm, (_, key, day) => `${key} = "${moved(day, shift - 350)}"`)
  const [code, , name] = towns[n % towns.length]
  for (const [old, , called] of towns) {
    if (text.includes(`"${old}"`)) text = text.replaceAll(`value = "${old}"`, `value = "${code}"`).replaceAll(called, name)
  }
  return text
}

function moved(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

async function round(times) {
  for (const [n, { q, menus: expected }] of searches.entries()) {
    for (const variation of VARIATIONS) {
      const path = `/menus?q=${encodeURIComponent(q)}${variation}`
      const before = performance.now()
      const { status, length } = await asked(base, path, { agent })
      times.push({ ms: performance.now() - before, path })
      if (status !== 200 || length < 1_000) throw new Error(`${path}: ${status}, ${length} バイト`)
    }
    // Once a round, one of them is looked at: it finds what it should, or nothing where it should not.
    if (n === 0) {
      const page = await (await fetch(`${base}/menus?q=${encodeURIComponent(q)}`)).text()
      const found = Number(/result-count[^>]*>(?:<!>)?<b>(\d+)/.exec(page.replace(/\s+/g, ' ').replaceAll('> <', '><'))?.[1] ?? 0)
      if (found < expected.length) throw new Error(`${q}: ${found} 件しか見つからない`)
    }
  }
}

function seconds(work) {
  const begun = performance.now()
  work()
  return (performance.now() - begun) / 1000
}

function ms({ ms: time }) {
  return `${time.toFixed(1)} ms`
}
