// What the content security policy and the office's keyboard users need, checked in the templates:
// no style attribute in markup (it would be refused), no v-html, no file over 300 lines.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const problems = []
function* files(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* files(path)
    else if (/\.(vue|ts|css)$/.test(name)) yield path
  }
}
for (const path of files(join(root, 'src'))) {
  if (path.includes('/generated/')) continue
  const text = readFileSync(path, 'utf8')
  const where = relative(root, path)
  if (text.split('\n').length > 301) problems.push(`${where}: more than 300 lines`)
  if (!path.endsWith('.vue')) continue
  if (/\sstyle="/.test(text)) problems.push(`${where}: a style attribute in markup`)
  if (/\sv-html\b/.test(text)) problems.push(`${where}: v-html`)
  if (/<style(?! scoped)/.test(text)) problems.push(`${where}: styles of a component must be scoped`)
}
if (problems.length > 0) {
  console.error(`markup: ${problems.length} problem(s)\n  ${problems.join('\n  ')}`)
  process.exit(1)
}
console.log('markup: clean')
