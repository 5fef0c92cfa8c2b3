// node wait-for.mjs URL PID: waits until URL answers 2xx; gives up when the process is gone, or after a minute.
const [url, pid] = process.argv.slice(2)
const deadline = Date.now() + 60_000

function alive() {
  try {
    process.kill(Number(pid), 0)
    return true
  } catch {
    return false
  }
}

while (Date.now() < deadline && alive()) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) })
    if (answer.ok) process.exit(0)
  } catch {
    // Not listening yet.
  }
  await new Promise((resolve) => setTimeout(resolve, 100))
}
process.exit(1)
