// Writes src/api/generated/<service>.ts from the OpenAPI documents that the services' code produces
// (docs/openapi/<service>.json). Both are committed; run it after a document has changed.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'

const documents = new URL('../../../../docs/openapi/', import.meta.url)
const target = new URL('../src/api/generated/', import.meta.url)
mkdirSync(fileURLToPath(target), { recursive: true })
for (const service of ['intake', 'routing', 'supervision', 'alerts', 'ledger', 'console']) {
  const document = new URL(`${service}.json`, documents)
  if (!existsSync(document)) {
    console.error(`docs/openapi/${service}.json is not there`)
    process.exitCode = 1
    continue
  }
  const tree = await openapiTS(document)
  const header = `// Generated from docs/openapi/${service}.json by \`npm run generate\`. Do not edit.\n`
  writeFileSync(new URL(`${service}.ts`, target), header + astToString(tree))
  console.log(`src/api/generated/${service}.ts`)
}
