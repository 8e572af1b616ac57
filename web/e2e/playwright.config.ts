import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  // Only what hangs is ended: a machine that does much else is slow.
  timeout: 480_000,
  expect: { timeout: 20_000 },
  // One Control Room at a time: a journey begins with a fresh one.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
    actionTimeout: 30_000,
    locale: 'en-US',
    timezoneId: 'America/Sao_Paulo',
    // What is judged stands still.
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
  },
})
