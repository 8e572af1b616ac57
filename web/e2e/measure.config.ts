import { defineConfig } from '@playwright/test'
import journeys from './playwright.config'

/** How long the editor takes with 300 steps: no test, for a machine that does nothing else. */
export default defineConfig({ ...journeys, testMatch: '*.measure.ts', use: { ...journeys.use, trace: 'off' } })
