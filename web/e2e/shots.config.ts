import { defineConfig } from '@playwright/test'
import journeys from './playwright.config'

/** Screenshots of every page: no test, and made when somebody wants to look. */
export default defineConfig({ ...journeys, testMatch: '*.shots.ts', timeout: 1_200_000, use: { ...journeys.use, actionTimeout: 20_000, trace: 'off' } })
