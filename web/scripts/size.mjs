// What a browser loads before the first page is seen, gzipped; more than the budget fails.
import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const BUDGET = 300_000
const dist = new URL('../dist/', import.meta.url)
const listed = new URL('.vite/manifest.json', dist)
if (!existsSync(listed)) {
  console.log('dist/ is not built: its size was not looked at')
  process.exit(0)
}
const chunks = JSON.parse(readFileSync(listed, 'utf8'))
const first = new Set()
const add = (name) => {
  if (first.has(name)) return
  first.add(name)
  for (const one of chunks[name].imports ?? []) add(one)
}
add('index.html')
const weight = (file) => gzipSync(readFileSync(new URL(file, dist))).length
const scripts = [...first].map((name) => weight(chunks[name].file)).reduce((sum, one) => sum + one, 0)
const styles = new Set([...first].flatMap((name) => chunks[name].css ?? []))
const css = [...styles].map(weight).reduce((sum, one) => sum + one, 0)
console.log(`first load: ${(scripts / 1000).toFixed(1)} kB of scripts, ${(css / 1000).toFixed(1)} kB of styles, gzipped`)
if (scripts > BUDGET) {
  console.error(`the first load may have ${BUDGET / 1000} kB of scripts`)
  process.exit(1)
}
