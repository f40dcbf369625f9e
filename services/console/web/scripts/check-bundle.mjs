// The built pages must run under `default-src 'self'`: no evaluation of text, no inline script or
// style, nothing fetched from elsewhere. The size limit keeps the first page quick on an old PC.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const ENTRY_GZIP_BYTES_MAX = 220 * 1024
const problems = []
const html = readFileSync(join(dist, 'index.html'), 'utf8')
if (/<script(?![^>]*\ssrc=)/.test(html)) problems.push('index.html: inline script')
if (/<style|\sstyle=|\son[a-z]+=/.test(html)) problems.push('index.html: inline style or handler')
if (/(?:src|href)="(?:https?:)?\/\//.test(html)) problems.push('index.html: an address outside')
let entry = 0
for (const [, path] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
  entry += gzipSync(readFileSync(join(dist, path))).length
}
if (entry > ENTRY_GZIP_BYTES_MAX) problems.push(`first page: ${entry} bytes compressed, at most ${ENTRY_GZIP_BYTES_MAX}`)
let total = 0
for (const name of readdirSync(join(dist, 'assets'))) {
  const path = join(dist, 'assets', name)
  total += statSync(path).size
  const text = readFileSync(path, 'utf8')
  if (name.endsWith('.js') && /\bnew Function\s*\(|\beval\s*\(/.test(text)) problems.push(`${name}: evaluates text`)
  if (name.endsWith('.css') && /url\(\s*['"]?(?:https?:)?\/\//.test(text)) problems.push(`${name}: fetches from outside`)
}
if (problems.length > 0) {
  console.error(`bundle: ${problems.length} problem(s)\n  ${problems.join('\n  ')}`)
  process.exit(1)
}
console.log(`bundle: first page ${(entry / 1024).toFixed(0)} KiB compressed, all files ${(total / 1024).toFixed(0)} KiB`)
