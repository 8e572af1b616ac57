import { defineConfig } from '@playwright/test'
import journeys from './playwright.config'

/** Screenshots of every page: no test, and made when somebody wants to look. */
export default defineConfig({ ...journeys, testMatch: '*.shots.ts', timeout: 600_000 })
