import { join } from 'node:path'
import { type Browser, expect, type Page } from '@playwright/test'
import { openings } from './dialogs'
import { type Lived, test } from './lived-in'
import { atRest } from './looked-at'
import { PAGES, pagesOf } from './pages'
import { administrator, opened, PASSWORD } from './room'
import { type Say, words } from './words'

const folder = process.env.SHOTS ?? join(import.meta.dirname, '../shots')
/** `ONLY=runs,item npm run shots`: these alone. */
const only = process.env.ONLY?.split(',')
const isWanted = (name: string) => !only || only.some((one) => name.startsWith(one))

const LOOKS = ['en', 'pt-BR'].flatMap((language) =>
  (['light', 'dark'] as const).flatMap((scheme) => [1280, 390].map((width) => ({ language, scheme, width }))),
) as { language: 'en' | 'pt-BR'; scheme: 'light' | 'dark'; width: number }[]
type Look = (typeof LOOKS)[number]

function as({ language, scheme, width }: Look) {
  const viewport = { width, height: width === 390 ? 844 : 800 }
  return { locale: language === 'en' ? 'en-US' : 'pt-BR', colorScheme: scheme, viewport, reducedMotion: 'reduce' as const }
}

async function loaded(page: Page, { language }: Look) {
  await expect(page.getByRole('status', { name: words(language)('loading') })).toHaveCount(0)
  await atRest(page)
}

async function keep(page: Page, look: Look, name: string) {
  const { width, scheme, language } = look
  await loaded(page, look)
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  // What is fixed stays where it is, which it does not in a full-page picture.
  await page.setViewportSize({ width, height: Math.min(4_000, Math.max(height, as(look).viewport.height)) })
  await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}-${language}.png`) })
  await page.setViewportSize(as(look).viewport)
}

async function shown(page: Page, look: Look, url: string, pages: Record<string, string>) {
  for (const [name, path] of Object.entries(pages)) {
    if (!isWanted(name)) continue
    await page.goto(url + path)
    await page.waitForLoadState('networkidle')
    await keep(page, look, name)
  }
}

async function live(page: Page, look: Look, { room, runs }: Lived) {
  if (!isWanted('run-live')) return
  await page.goto(`${room.url}/runs/${runs.live}`)
  await page.getByRole('main').getByRole('list').last().getByRole('listitem').nth(4).waitFor()
  await keep(page, look, 'run-live')
}

async function dialogs(page: Page, look: Look, lived: Lived, say: Say) {
  for (const [name, { path, open }] of Object.entries(openings(lived))) {
    if (!isWanted(name)) continue
    await page.goto(lived.room.url + path)
    await open(page, say)
    if (name.startsWith('dialog-')) await page.getByRole('dialog').waitFor()
    await loaded(page, look)
    await page.screenshot({ path: join(folder, `${name}-${look.width}-${look.scheme}-${look.language}.png`) })
  }
}

/** The pages of whoever is not signed in. */
async function doors(browser: Browser, look: Look, { room }: Lived, say: Say) {
  const context = await browser.newContext(as(look))
  const page = await context.newPage()
  await shown(page, look, room.url, { 'sign-in': '/sign-in' })
  if (isWanted('sign-in-code')) {
    await page.goto(`${room.url}/sign-in`)
    await page.getByRole('textbox', { name: say('user-name') }).fill('carlos.andrade@example.com')
    await page.getByLabel(say('password'), { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: say('sign-in'), exact: true }).click()
    await page.getByRole('heading', { name: say('code-title') }).waitFor()
    await keep(page, look, 'sign-in-code')
  }
  await context.close()
}

for (const look of LOOKS) {
  const { language, scheme, width } = look
  test(`every page, ${width} wide, ${scheme}, ${language}`, async ({ browser, lived }) => {
    const context = await browser.newContext({ ...as(look), storageState: lived.storage })
    const { version } = (await (await context.request.get(`${lived.room.url}/api/me`)).json()) as { version: number }
    await context.request.patch(`${lived.room.url}/api/me`, { data: { language }, headers: { 'If-Match': `"${version}"` } })
    const page = await context.newPage()
    const say = words(language)
    await shown(page, look, lived.room.url, { ...PAGES, ...pagesOf(lived) })
    await live(page, look, lived)
    await dialogs(page, look, lived, say)
    await context.close()
    await doors(browser, look, lived, say)
  })
}

test('pages on which nothing is yet', async ({ browser }) => {
  await opened(async (room) => {
    for (const look of LOOKS.filter(({ scheme, language }) => (scheme === 'dark') === (language === 'pt-BR'))) {
      const context = await browser.newContext(as(look))
      const page = await context.newPage()
      await shown(page, look, room.url, { 'set-up': `/set-up#${room.token}`, 'set-up-by-hand': '/set-up' })
      await context.close()
    }
    for (const look of LOOKS.filter(({ scheme, language }) => (scheme === 'dark') === (language === 'pt-BR'))) {
      const context = await browser.newContext(as(look))
      await administrator(room, context.request)
      const { version } = (await (await context.request.get(`${room.url}/api/me`)).json()) as { version: number }
      const headers = { 'If-Match': `"${version}"` }
      await context.request.patch(`${room.url}/api/me`, { data: { language: look.language }, headers })
      const page = await context.newPage()
      await shown(page, look, room.url, Object.fromEntries(Object.entries(PAGES).map(([name, path]) => [`empty-${name}`, path])))
      await context.close()
    }
  })
})
