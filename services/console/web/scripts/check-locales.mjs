// Fails the build when a message is missing: zh-CN and en must hold the same keys with the same
// placeholders, every key named in the code must exist, every key must be used, and no Chinese
// text may stand in the code itself.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const problems = []

function* files(folder, endings) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* files(path, endings)
    else if (endings.some((ending) => name.endsWith(ending))) yield path
  }
}

function flatten(value, prefix, into) {
  for (const [key, child] of Object.entries(value)) {
    const path = `${prefix}.${key}`
    if (typeof child === 'string') into.set(path, child)
    else flatten(child, path, into)
  }
}

function load(locale) {
  const messages = new Map()
  for (const path of files(join(root, 'src/locales', locale), ['.json'])) {
    flatten(JSON.parse(readFileSync(path, 'utf8')), basename(path, '.json'), messages)
  }
  return messages
}

const zh = load('zh-CN')
const en = load('en')
const placeholders = (text) => [...new Set(text.match(/\{[a-z_A-Z0-9]+\}/g) ?? [])].sort().join(' ')

for (const [key, text] of zh) {
  if (!en.has(key)) problems.push(`en: missing ${key}`)
  else if (placeholders(text) !== placeholders(en.get(key))) problems.push(`${key}: placeholders differ`)
  if (text.trim() === '') problems.push(`zh-CN: empty ${key}`)
}
for (const [key, text] of en) {
  if (!zh.has(key)) problems.push(`zh-CN: missing ${key}`)
  if (text.trim() === '') problems.push(`en: empty ${key}`)
  // (U+201C to U+2019 are shared punctuation; anything from the ideographs is Chinese left over)
  if (/[\u4e00-\u9fff]/.test(text) && !key.startsWith('shell.language')) problems.push(`en: Chinese text in ${key}`)
}

const namespaces = [...new Set([...zh.keys()].map((key) => key.split('.')[0]))]
// 'casepage.title' anywhere in the code, and `status.${x}` for families of keys.
const literal = new RegExp(`(['"\`])((?:${namespaces.join('|')})(?:\\.[A-Za-z0-9_-]+)+)\\1`, 'g')
const family = new RegExp(`\`((?:${namespaces.join('|')})(?:\\.[A-Za-z0-9_-]+)*)\\.\\$\\{`, 'g')
const used = new Set()
const families = new Set()
for (const path of files(join(root, 'src'), ['.vue', '.ts'])) {
  if (path.includes('/generated/')) continue
  const text = readFileSync(path, 'utf8')
  const where = relative(root, path)
  for (const [, , key] of text.matchAll(literal)) {
    used.add(key)
    if (!zh.has(key)) problems.push(`${where}: unknown message ${key}`)
  }
  for (const [, prefix] of text.matchAll(family)) {
    families.add(prefix)
    if (![...zh.keys()].some((key) => key.startsWith(`${prefix}.`))) problems.push(`${where}: unknown family ${prefix}`)
  }
  // (comments may name a thing as the office does)
  const code = text.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/g, '').replace(/(^|\s)\/\/.*$/gm, '')
  if (/[\u4e00-\u9fff]/.test(code)) problems.push(`${where}: Chinese text outside the message files`)
}

// A family is complete when it has one message for every word of its list in src/api/words.ts.
const words = readFileSync(join(root, 'src/api/words.ts'), 'utf8')
for (const [, prefix, list] of words.matchAll(/\/\/ messages: ([\w.]+)\n[^=]*= \[([^\]]*)\]/g)) {
  families.add(prefix)
  for (const [, word] of list.matchAll(/'([a-z_]+)'/g)) {
    if (!zh.has(`${prefix}.${word}`)) problems.push(`words.ts: no message ${prefix}.${word}`)
  }
}
for (const key of zh.keys()) {
  if (used.has(key) || [...families].some((prefix) => key.startsWith(`${prefix}.`))) continue
  problems.push(`unused message ${key}`)
}

if (problems.length > 0) {
  console.error(`messages: ${problems.length} problem(s)\n  ${problems.join('\n  ')}`)
  process.exit(1)
}
console.log(`messages: ${zh.size} keys in zh-CN and en, all present and used`)
