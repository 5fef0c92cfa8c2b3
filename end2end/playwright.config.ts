import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { defineConfig, devices } from '@playwright/test'

// The journeys as a person makes them: without JavaScript, with it, and for everyone (axe).
// The server is the optimised binary, started by start-server.mjs on a free port with an empty data folder;
// DX_E2E_BASE_URL=http://127.0.0.1:3000 runs them against one that is already up; officers' scenarios then need DX_E2E_STAFF,
// the value of the cookie `staff` of an admin who is signed in there.
const running = process.env.DX_E2E_BASE_URL
const desktop = { ...devices['Desktop Chrome'], channel: undefined }

/** The system's Chromium, by the names that scripts/tools.sh looks for too. */
function chromium(): string {
  if (process.env.DX_E2E_CHROMIUM) return process.env.DX_E2E_CHROMIUM
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const candidates = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) => folders.map((folder) => join(folder, name)))
  return candidates.find(isExecutable) ?? '/usr/bin/chromium'
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export default defineConfig({
  testDir: '.',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A journey that passes at the second try has found something: look at it.
  retries: 0,
  workers: 2,
  // Against hanging, not a measure of speed: a whole journey on two cores that others use too.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    // DX_E2E_STARTED, DX_E2E_DATA and DX_E2E_STAFF are the address, the data folder and the admin's session that start-server.mjs printed (webServer.wait below).
    baseURL: running ?? process.env.DX_E2E_STARTED,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    // A trace of every step costs half the time again: DX_E2E_TRACE=1 when a failure needs one.
    trace: process.env.DX_E2E_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--disable-quic',
      ],
    },
  },
  projects: [
    { name: 'nojs', testDir: 'nojs', use: { ...desktop, javaScriptEnabled: false, viewport: { width: 320, height: 640 } } },
    { name: 'js', testDir: 'js', use: { ...desktop, viewport: { width: 1280, height: 800 } } },
    { name: 'a11y', testDir: 'a11y', use: { ...desktop } },
  ],
  webServer: running
    ? undefined
    : {
        command: 'node start-server.mjs',
        wait: { stdout: /^data at (?<dx_e2e_data>.+)\nstaff at (?<dx_e2e_staff>\S+)\nopen at (?<dx_e2e_started>http:\/\/\S+)/m },
        timeout: 60_000,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
        stdout: 'ignore',
        stderr: 'pipe',
      },
})
