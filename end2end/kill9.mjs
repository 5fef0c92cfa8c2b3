// Kills the server again and again while people answer and submit, on SQLite, and looks whether an acknowledged
// answer is lost or a diagnosis counted twice.
//   node kill9.mjs ROUNDS [BINARY]
// An answer is acknowledged when its redirect has arrived. After each kill the server starts on the same data; every
// answer acknowledged in that round must be there, as given, every submitted diagnosis must show its result, and the
// officers' number must lie between the acknowledged submissions and those that may have got through unacknowledged.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { added, enrolled } from './fixtures/staff.mjs'

const rounds = Number(process.argv[2] ?? 12)
const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/dx-shindan-target')
const binary = process.argv[3] ?? join(target, 'release/dx-shindan')
if (!existsSync(binary)) throw new Error(`${binary} がありません。先に make build をどうぞ。`)

const PEOPLE = 4
/** What each person answers: question, value, and how the page shows it. */
const ANSWERS = [
  ['q01', '34209'], ['q02', 'E'], ['q03', '12'], ['q04', 'corporation'], ['q05', '3'], ['q07', 'some'],
  ['q08', 's2'], ['q10', 'paperwork'], ['q13', 'crm-sfa'], ['q24', 'gbiz'],
]
const home = mkdtempSync(join(tmpdir(), 'dx-kill9-'))
const port = await freePort()
const base = `http://127.0.0.1:${port}`
const seen = { answers: 0, submitted: 0, unsure: 0 }
let acknowledged = 0
/** The session of an admin, who reads the officers' number. */
let staff

try {
  const link = added(binary, { cwd: home, env: settings() })
  for (let round = 1; round <= rounds; round += 1) {
    const server = await start()
    staff ??= await enrolled(base, link)
    const people = Array.from({ length: PEOPLE }, () => ({ key: null, answers: new Map(), submitted: false, submitting: false }))
    const lives = people.map((person) => live(person, server))
    await sleep(20 + Math.random() * 380)
    server.process.kill('SIGKILL')
    server.dead = true
    await Promise.all([server.gone, ...lives])
    const again = await start()
    await Promise.all(people.map(verify))
    for (const finished of people.flatMap((person) => person.finished ?? [])) await shows(`/diagnosis/${finished}/result`, 200)
    await verifyCount()
    again.process.kill('SIGTERM')
    await again.gone
    if (round % 20 === 0 || round === rounds) {
      console.log(`kill -9: ${round}/${rounds} 回、確かめた答え ${seen.answers}、送信 ${seen.submitted}`)
    }
  }
  console.log(`kill -9 を ${rounds} 回。受け取った答え ${seen.answers} 件に欠けなし、送信 ${acknowledged} 件に欠けも重なりもなし`)
} finally {
  rmSync(home, { recursive: true, force: true })
}

/** One person: starts, answers, submits, and begins anew, until the server dies. */
async function live(person, server) {
  person.finished = []
  try {
    while (!server.dead) {
      person.key = null
      person.answers = new Map()
      person.submitting = false
      const first = await post('/do/start', {})
      const key = first.split('/')[2]
      person.key = key
      for (const [question, value] of ANSWERS) {
        await post('/do/answer', { key, question, 'choice[]': value })
        person.answers.set(question, value)
      }
      person.submitting = true
      const place = await post('/do/submit', { key })
      if (!place.endsWith('/result')) throw new Error(`送信が ${place} へ導いた`)
      acknowledged += 1
      seen.submitted += 1
      person.finished.push(key)
    }
  } catch (error) {
    if (!server.dead && !isBroken(error)) throw error
  }
}

function isBroken(error) {
  return error instanceof TypeError || error.name === 'AbortError'
}

async function verify(person) {
  if (!person.key || person.finished.includes(person.key)) return
  const result = await fetch(`${base}/diagnosis/${person.key}/result`, { redirect: 'manual' })
  if (result.status === 200) {
    if (!person.submitting) throw new Error('送信していない診断に結果がある')
    // It got through, but its acknowledgement did not: pressing again must not count it again.
    const place = await post('/do/submit', { key: person.key })
    if (!place.endsWith('/result')) throw new Error('二度めの送信が結果へ導かない')
    acknowledged += 1
    return
  }
  for (const [question, value] of person.answers) {
    const page = await (await fetch(`${base}/diagnosis/${person.key}/${question}`)).text()
    const kept = new RegExp(`<input[^>]*value="${value}"[^>]*>`).exec(page)?.[0] ?? ''
    if (!kept || (!kept.includes('checked') && !kept.includes('type="text"'))) {
      throw new Error(`失われた答え: ${question}=${value}`)
    }
    seen.answers += 1
  }
}

/** Every submission is in the officers' number once. */
async function verifyCount() {
  const page = await (await fetch(`${base}/office`, { headers: { cookie: `staff=${staff}` } })).text()
  const number = /stat__number">\s*([0-9,]+)/.exec(page)?.[1]
  const counted = Number((number ?? 'NaN').replaceAll(',', ''))
  if (counted !== acknowledged) throw new Error(`数が合わない: 集計 ${counted}、受け取った送信 ${acknowledged}`)
}

async function shows(path, status) {
  const response = await fetch(base + path, { redirect: 'manual' })
  if (response.status !== status) throw new Error(`${path}: ${response.status}`)
}

async function post(path, fields) {
  const response = await fetch(base + path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
    headers: { accept: 'text/html' },
  })
  const place = response.headers.get('location')
  if (response.status !== 303 || !place || place.startsWith('/refused')) throw new Error(`${path}: ${response.status} ${place}`)
  return place
}

function settings() {
  return { PATH: process.env.PATH, DX_ADDR: `127.0.0.1:${port}`, DX_DATA_DIR: join(home, 'data'), DX_LOG: 'error' }
}

async function start() {
  const process_ = spawn(binary, ['serve'], {
    cwd: home,
    env: settings(),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const server = { process: process_, dead: false, gone: new Promise((resolve) => process_.on('exit', resolve)) }
  for (let tries = 0; tries < 1500; tries += 1) {
    try {
      if ((await fetch(`${base}/health/ready`)).ok) return server
    } catch {
      // Not listening yet.
    }
    if (process_.exitCode !== null) throw new Error(`サーバーが始まらない（${process_.exitCode}）`)
    await sleep(20)
  }
  throw new Error('サーバーが答えない')
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
