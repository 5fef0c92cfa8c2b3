// Starts the optimised dx-shindan as an operator would: the three things of `make build` copied to a folder of
// their own, another folder as the working directory, a data folder that is empty, a port that is free, and no
// setting beyond these. Prints `data at FOLDER`, `staff at TOKEN` (the session of an admin who has enrolled) and
// `open at http://127.0.0.1:PORT` once it answers; cleans up when told to stop.
//   DX_E2E_BIN=<path of a dx-shindan> takes another build (with hash.txt and site/ beside it).
//   DX_E2E_CONTENT=<folder> loads that content before it starts, in place of the content in the binary.
//   DX_E2E_IMPORTS=[["a.json", …], …] imports answers of jGrants before it starts, one command for each list of files.
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, mkdirSync, realpathSync, rmSync, existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { added, enrolled } from './fixtures/staff.mjs'

const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/dx-shindan-target')
const built = process.env.DX_E2E_BIN ?? join(target, 'release/dx-shindan')
for (const needed of [built, join(dirname(built), 'hash.txt'), join(dirname(built), 'site')]) {
  if (!existsSync(needed)) {
    console.error(`${needed} がありません。先に make build をどうぞ。`)
    process.exit(1)
  }
}

const home = mkdtempSync(join(tmpdir(), 'dx-e2e-'))
const place = join(home, 'app')
const cwd = join(home, 'elsewhere')
mkdirSync(place)
mkdirSync(cwd)
cpSync(built, join(place, 'dx-shindan'))
cpSync(join(dirname(built), 'hash.txt'), join(place, 'hash.txt'))
cpSync(realpathSync(join(dirname(built), 'site')), join(place, 'site'), { recursive: true })

const port = await new Promise((resolve, reject) => {
  const probe = createServer()
  probe.on('error', reject)
  probe.listen(0, '127.0.0.1', () => {
    const { port } = probe.address()
    probe.close(() => resolve(port))
  })
})
const base = `http://127.0.0.1:${port}`

const settings = { DX_ADDR: `127.0.0.1:${port}`, DX_BASE_URL: base, DX_DATA_DIR: join(home, 'data') }
// What a test run sets on purpose (DX_… of its own) comes along; the rest of the environment does not.
const handed = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => name === 'PATH' || (name.startsWith('DX_') && !name.startsWith('DX_E2E_') && name !== 'DX_TOOLS_DIR')),
)
const content = process.env.DX_E2E_CONTENT ? [['content', 'load', process.env.DX_E2E_CONTENT]] : []
const imports = JSON.parse(process.env.DX_E2E_IMPORTS ?? '[]').map((files) => ['import', 'jgrants', ...files])
for (const command of [...content, ...imports]) {
  const done = spawnSync(join(place, 'dx-shindan'), command, { cwd, env: { ...handed, ...settings }, encoding: 'utf8' })
  if (done.status !== 0) {
    console.error(done.stdout, done.stderr)
    process.exit(1)
  }
}
const link = added(join(place, 'dx-shindan'), { cwd, env: { ...handed, ...settings } })
const server = spawn(join(place, 'dx-shindan'), ['serve'], {
  cwd,
  env: { ...handed, ...settings },
  // Its log goes to standard error: standard output is for the one line that Playwright waits for.
  stdio: ['ignore', process.stderr, process.stderr],
})

let stopping = false
function stop() {
  stopping = true
  server.kill('SIGTERM')
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
server.on('exit', (code, signal) => {
  rmSync(home, { recursive: true, force: true })
  if (!stopping) console.error(`dx-shindan が止まりました（${signal ?? code}）`)
  process.exit(stopping ? 0 : 1)
})

const deadline = Date.now() + 50_000
for (;;) {
  try {
    const answer = await fetch(`${base}/health/live`, { signal: AbortSignal.timeout(2_000) })
    if (answer.ok) break
  } catch {
    // Not listening yet.
  }
  if (Date.now() > deadline) {
    console.error(`${base}/health/live が答えません。`)
    stop()
    break
  }
  await new Promise((resolve) => setTimeout(resolve, 50))
}
if (!stopping) {
  try {
    console.log(`data at ${settings.DX_DATA_DIR}\nstaff at ${await enrolled(base, link)}\nopen at ${base}`)
  } catch (error) {
    console.error(error)
    stop()
  }
}
