// Writes src/api/generated/<service>.ts from the OpenAPI documents that the services' code produces
// (docs/openapi/<service>.json). Both are committed; run it after a document has changed. With --check it
// writes nothing and fails when a committed file differs.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'

const documents = new URL('../../../../docs/openapi/', import.meta.url)
const target = new URL('../src/api/generated/', import.meta.url)
const checking = process.argv.includes('--check')
mkdirSync(fileURLToPath(target), { recursive: true })
/** A document that refers to an id without defining it: every id of ours is a UUID. Said, because the document is wrong. */
function nameMissingIds(service, parsed) {
  const schemas = ((parsed.components ??= {}).schemas ??= {})
  for (const [, name] of JSON.stringify(parsed).matchAll(/#\/components\/schemas\/(\w+Id)"/g)) {
    if (schemas[name]) continue
    console.warn(`docs/openapi/${service}.json refers to ${name} but does not define it`)
    schemas[name] = { type: 'string', format: 'uuid' }
  }
}

for (const service of ['intake', 'routing', 'supervision', 'alerts', 'ledger', 'console']) {
  const document = new URL(`${service}.json`, documents)
  if (!existsSync(document)) {
    console.error(`docs/openapi/${service}.json is not there`)
    process.exitCode = 1
    continue
  }
  const parsed = JSON.parse(readFileSync(document, 'utf8'))
  nameMissingIds(service, parsed)
  const tree = await openapiTS(parsed)
  const header = `// Generated from docs/openapi/${service}.json by \`npm run generate\`. Do not edit.\n`
  const file = new URL(`${service}.ts`, target)
  const text = header + astToString(tree)
  if (!checking) {
    writeFileSync(file, text)
    console.log(`src/api/generated/${service}.ts`)
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`src/api/generated/${service}.ts is out of date: run npm run generate`)
    process.exitCode = 1
  }
}
