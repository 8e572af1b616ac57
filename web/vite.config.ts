import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// The server that pages in development ask: `carteiro serve --data DIR`.
const server = process.env.CARTEIRO_SERVER ?? 'http://127.0.0.1:8630'

export default defineConfig({
  plugins: [react()],
  // The server writes one of its own over it in each answer: Mantine makes style elements.
  html: { cspNonce: 'CARTEIRO-NONCE' },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    // Nothing becomes a `data:` address: what the pages may load is theirs alone.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    manifest: true,
    // Many small files cost a browser more than their bytes: what most pages have comes in one.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'common', minShareCount: 8 }] } } },
  },
  // The examples of the documentation are outside.
  server: { port: 5173, proxy: { '/api': { target: server } }, fs: { allow: ['..'] } },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'] },
})
