// Beside each file that shrinks, its Brotli and gzip forms: the server compresses nothing by itself.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
for (const name of readdirSync(dist, { recursive: true })) {
  // The page itself gets a nonce with each answer.
  if (name === 'index.html' || !/\.(css|js|svg|json)$/.test(name) || name.startsWith('.')) continue
  const file = new URL(name, dist)
  const bytes = readFileSync(file)
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  for (const [ending, small] of [['br', brotliCompressSync(bytes, { params })], ['gz', gzipSync(bytes, { level: 9 })]])
    if (small.length < bytes.length) writeFileSync(`${file.pathname}.${ending}`, small)
}
