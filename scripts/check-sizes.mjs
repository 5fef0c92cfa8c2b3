// The budget of what a browser must fetch, measured on the built files:
//   node check-sizes.mjs SITE    (KB = 1,000 bytes, the stricter reading)
// WASM and JS are counted as they travel (brotli), the CSS as it is parsed. The HTML of a question page (≤ 30 KB)
// is measured by the browser tests.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const pkg = join(process.argv[2], 'pkg')

function sizes(file) {
  const raw = readFileSync(join(pkg, file))
  const brotli = brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  return { raw: raw.length, brotli: brotli.length }
}

const wasm = sizes('dx-shindan.wasm')
const js = sizes('dx-shindan.js')
const css = sizes('dx-shindan.css')
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`
const rows = [
  ['WASM + JS (brotli)', wasm.brotli + js.brotli, 80_000],
  ['CSS', css.raw, 20_000],
]

console.log(`      WASM  ${kb(wasm.raw)}, brotli ${kb(wasm.brotli)}`)
console.log(`      JS    ${kb(js.raw)}, brotli ${kb(js.brotli)}`)
console.log(`      CSS   ${kb(css.raw)}, brotli ${kb(css.brotli)}`)
let over = false
for (const [what, measured, limit] of rows) {
  const fits = measured <= limit
  over ||= !fits
  console.log(`      ${fits ? '○' : '×'} ${what}: ${kb(measured)} / 上限 ${kb(limit)}`)
}
// A budget is easily kept by leaving things out.
const text = readFileSync(join(pkg, 'dx-shindan.css'), 'utf8')
if (!text.includes(':root') || text.includes('@import')) {
  over = true
  console.log('      × CSS がまとまっていません（style/main.css の @import を見てください）')
}
process.exit(over ? 1 : 0)
