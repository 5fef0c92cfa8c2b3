// Gives the files in pkg/ their hashed names as cargo-leptos does, writes hash.txt, and compresses what compresses.
//   node pack-site.mjs SITE HASH_FILE [--compress]
// leptos reads hash.txt beside the binary: one line `js: …`, `wasm: …`, `css: …`, and asks for
// pkg/dx-shindan.<hash>.js and so on (leptos/src/hydration/mod.rs, leptos_meta/src/stylesheet.rs).
// The plain names stay too, for a binary that runs without hash.txt beside it (tests, `cargo run`); leptos
// compiled without LEPTOS_OUTPUT_NAME calls the WASM `_bg`.
import { createHash } from 'node:crypto'
import { copyFileSync, linkSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const [site, hashFile, compress] = process.argv.slice(2)
const pkg = join(site, 'pkg')
const name = 'dx-shindan'
const compressible = new Set(['.js', '.wasm', '.css', '.svg', '.json', '.txt', '.webmanifest', '.xml', '.html'])

function compressFile(file) {
  const raw = readFileSync(file)
  const brotli = brotliCompressSync(raw, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length },
  })
  if (brotli.length < raw.length) writeFileSync(`${file}.br`, brotli)
  const gzip = gzipSync(raw, { level: 9 })
  if (gzip.length < raw.length) writeFileSync(`${file}.gz`, gzip)
}

function filesUnder(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(dir, entry.name)) : [join(dir, entry.name)],
  )
}

if (compress) {
  for (const file of filesUnder(site)) if (compressible.has(extname(file))) compressFile(file)
}

const lines = []
for (const kind of ['js', 'wasm', 'css']) {
  const plain = join(pkg, `${name}.${kind}`)
  const hash = createHash('sha256').update(readFileSync(plain)).digest('base64url').slice(0, 22)
  lines.push(`${kind}: ${hash}\n`)
  for (const suffix of ['', '.br', '.gz']) {
    try {
      linkSync(`${plain}${suffix}`, join(pkg, `${name}.${hash}.${kind}${suffix}`))
    } catch (error) {
      if (error.code !== 'ENOENT') throw error
    }
  }
}
copyFileSync(join(pkg, `${name}.wasm`), join(pkg, `${name}_bg.wasm`))
writeFileSync(hashFile, lines.join(''))
