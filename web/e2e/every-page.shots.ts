import { join } from 'node:path'
import type { Browser, BrowserContextOptions } from '@playwright/test'
import { PAGES } from './pages'
import { administrator, type Room, test } from './room'

const folder = join(import.meta.dirname, '../shots')

type Kept = BrowserContextOptions['storageState']

/** As people see them in one language: light and dark, wide and narrow. */
async function pictures(browser: Browser, room: Room, pages: Record<string, string>, language: string, storageState?: Kept) {
  const locale = language === 'en' ? 'en-US' : language
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 390]) {
      const look = { locale, colorScheme, viewport: { width, height: width === 390 ? 844 : 800 } }
      const context = await browser.newContext({ ...look, storageState, reducedMotion: 'reduce' })
      const page = await context.newPage()
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(room.url + path)
        await page.waitForLoadState('networkidle')
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}-${language}.png`), fullPage: true })
      }
      await context.close()
    }
  }
}

test('every page, as everybody sees it', async ({ browser, room, request }) => {
  const languages = ['en', 'pt-BR']
  // As whoever opens the address that was printed, and as whoever has lost it.
  const first = { 'set-up': `/set-up#${room.token}`, 'set-up-by-hand': '/set-up' }
  for (const language of languages) await pictures(browser, room, first, language)
  await administrator(room, request)
  const kept = await request.storageState()
  for (const language of languages) {
    const { version } = (await (await request.get(`${room.url}/api/me`)).json()) as { version: number }
    await request.patch(`${room.url}/api/me`, { data: { language }, headers: { 'If-Match': `"${version}"` } })
    await pictures(browser, room, PAGES, language, kept)
    await pictures(browser, room, { 'sign-in': '/sign-in' }, language)
  }
})
