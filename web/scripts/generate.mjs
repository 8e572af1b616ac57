// The client's types, from the description of the API. `--check` fails where they went stale.
import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

const from = new URL('../../docs/openapi.json', import.meta.url)
const to = new URL('../src/api/schema.d.ts', import.meta.url)
const types = `// Generated from docs/openapi.json by \`npm run generate\`.\n\n${astToString(await openapiTS(from))}`

if (!process.argv.includes('--check')) writeFileSync(to, types)
else if (readFileSync(to, 'utf8') !== types) {
  console.error('src/api/schema.d.ts went stale: run `npm run generate` and commit')
  process.exit(1)
}
