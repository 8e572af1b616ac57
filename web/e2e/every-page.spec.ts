import type { Browser, Page } from '@playwright/test'
import { type Lived, test } from './lived-in'
import { complaints, lookedAt } from './looked-at'
import { PAGES, pagesOf } from './pages'
import { expect } from './room'

/** Each page is opened once, and seen by everybody: what a width changes, a colour scheme does not. */
const LOOKS = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark', only: 'colours' },
  { width: 390, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light', only: 'colours' },
] as const

async function seen(page: Page): Promise<void> {
  for (const { width, colorScheme, ...rest } of LOOKS) {
    await test.step(`${width} wide and ${colorScheme}`, async () => {
      await page.setViewportSize({ width, height: 844 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme)
      await lookedAt(page, 'only' in rest ? rest.only : undefined)
    })
  }
}

async function all(browser: Browser, { room, storage: storageState }: Lived, pages: Record<string, string>): Promise<void> {
  const context = await browser.newContext({ storageState, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const heard = complaints(page)
  for (const [name, path] of Object.entries(pages)) {
    await test.step(name, async () => {
      await page.goto(room.url + path)
      await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
      await seen(page)
    })
  }
  expect(heard).toEqual([])
  await context.close()
}

test('every list and every form can be used by everybody', async ({ browser, lived }) => {
  test.slow()
  await all(browser, lived, PAGES)
})

test('every page of one thing can be used by everybody', async ({ browser, lived }) => {
  test.slow()
  await all(browser, lived, pagesOf(lived))
})
