// Are the documents still true? What a machine can tell:
//   1. every DX_… variable of server/src/config.rs is in a table of README.md or docs/settings.md, and the other way round
//   2. every relative link, and its #anchor, in the Markdown files leads somewhere
//   3. every `make target` that they name exists
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

const root = normalize(join(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), '..'))
const read = (path) => readFileSync(join(root, path), 'utf8')
const problems = []

const markdown = ['README.md', 'CONTRIBUTING.md']
for (const entry of readdirSync(join(root, 'docs'), { recursive: true })) {
  if (String(entry).endsWith('.md')) markdown.push(join('docs', String(entry)))
}
for (const path of ['README.md', 'CONTRIBUTING.md']) {
  if (!existsSync(join(root, path))) problems.push(`${path} がありません`)
}
const present = markdown.filter((path) => existsSync(join(root, path)))

// 1. Settings.
const variables = (text) => new Set(text.match(/\bDX_[A-Z][A-Z0-9_]*[A-Z0-9]\b/g) ?? [])
const config = 'server/src/config.rs'
if (existsSync(join(root, config))) {
  const known = variables(read(config))
  // In a table row (`| DX_ADDR | …`), where its default and unit stand too.
  const rows = ['README.md', 'docs/settings.md']
    .filter((path) => existsSync(join(root, path)))
    .flatMap((path) => read(path).split('\n'))
    .filter((line) => line.trimStart().startsWith('|'))
  const told = variables(rows.join('\n'))
  for (const name of known) if (!told.has(name)) problems.push(`設定の表（README.md、docs/settings.md）に ${name} がありません（${config} にはあります）`)
  for (const name of told) if (!known.has(name)) problems.push(`設定の表の ${name} は ${config} にありません`)
}

// 2. Links. Anchors as GitHub makes them.
function anchors(text) {
  const seen = new Map()
  const found = new Set()
  for (const [, heading] of text.replace(/```[\s\S]*?```/g, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '')
    const slug = plain.toLowerCase().replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replace(/ /g, '-')
    const times = seen.get(slug) ?? 0
    seen.set(slug, times + 1)
    found.add(times ? `${slug}-${times}` : slug)
  }
  for (const [, id] of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) found.add(id)
  return found
}

let links = 0
for (const path of present) {
  const text = read(path).replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '')
  const targets = [...text.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g), ...text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1])
  for (const target of targets) {
    if (/^[a-z][a-z+.-]*:/i.test(target)) continue
    links += 1
    const [file, anchor] = decodeURI(target).split('#')
    const to = file ? normalize(join(dirname(path), file)) : path
    if (!existsSync(join(root, to)) || to.startsWith('..')) {
      problems.push(`${path}: リンク先がありません（${target}）`)
    } else if (anchor && to.endsWith('.md') && !anchors(read(to)).has(anchor.toLowerCase())) {
      problems.push(`${path}: 見出しがありません（${target}）`)
    }
  }
}

// 3. Make targets.
const targets = new Set([...read('Makefile').matchAll(/^([a-z0-9]+):/gm)].map((match) => match[1]))
for (const path of present) {
  for (const [, name] of read(path).matchAll(/`(?:[A-Z_]+=\S+ )*make ([a-z0-9]+)`/g)) {
    if (!targets.has(name)) problems.push(`${path}: make ${name} はありません`)
  }
}

for (const problem of problems) console.log(`      × ${problem}`)
if (problems.length) process.exit(1)
console.log(`      ${present.length} 個の文書、${links} 本のリンク、設定の表を確かめた（${relative(process.cwd(), root) || '.'}）`)
