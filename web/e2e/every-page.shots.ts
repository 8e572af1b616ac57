import { join } from 'node:path'
import { PAGES } from './pages'
import { administrator, test } from './room'

const folder = join(import.meta.dirname, '../shots')
const doors = { 'sign-in': '/sign-in' }

test('every page, as everybody sees it', async ({ browser, room, request }) => {
  const setUp = await browser.newPage()
  await setUp.goto(`${room.url}/set-up`)
  await administrator(room, request)
  const kept = await request.storageState()
  for (const locale of ['en-US', 'pt-BR']) {
    const language = locale === 'en-US' ? 'en' : 'pt-BR'
    const { version } = (await (await request.get(`${room.url}/api/me`)).json()) as { version: number }
    await request.patch(`${room.url}/api/me`, { data: { language }, headers: { 'If-Match': `"${version}"` } })
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1280, 390]) {
        const look = { locale, colorScheme, viewport: { width, height: width === 390 ? 844 : 800 } }
        for (const [pages, storageState] of [[PAGES, kept], [doors, undefined]] as const) {
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
  }
})
