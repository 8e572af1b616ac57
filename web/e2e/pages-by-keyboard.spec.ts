import type { Page } from '@playwright/test'
import { openings } from './dialogs'
import { test } from './lived-in'
import { PAGES, pagesOf } from './pages'
import { expect } from './room'
import { words } from './words'

/** What has the focus: what it is called, whether it is seen, and whether one sees that it has it. */
function focused(page: Page) {
  return page.evaluate(async () => {
    // Less motion is a hundredth of a millisecond of it: what moves has arrived in the next frame.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const one = document.activeElement as HTMLElement | null
    // Past the last one the browser's own parts have it.
    if (!one || one === document.body || !document.hasFocus()) return undefined
    // Some inputs are drawn by what is beside or around them.
    const drawn = one.closest('.mantine-Input-input') ?? (one.matches('.mantine-SegmentedControl-input') ? one.nextElementSibling : null) ?? one
    const { outlineStyle, outlineWidth } = getComputedStyle(drawn)
    const box = drawn.getBoundingClientRect()
    const isSeen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
    const isMarked = outlineStyle !== 'none' && outlineWidth !== '0px'
    const number = (window as { numbers?: Map<Element, number> }).numbers ??= new Map<Element, number>()
    if (!number.has(one)) number.set(one, number.size)
    return { is: one.outerHTML.slice(0, 160), isSeen, isMarked, number: number.get(one) ?? 0 }
  })
}

const MOST = 60

test('whoever has no mouse gets everywhere, and sees where they are', async ({ browser, lived }) => {
  test.slow()
  const context = await browser.newContext({ storageState: lived.storage, reducedMotion: 'reduce' })
  const page = await context.newPage()
  for (const path of Object.values({ ...PAGES, ...pagesOf(lived) })) {
    await page.goto(lived.room.url + path)
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
    await page.waitForLoadState('networkidle')
    await expect(async () => {
      await page.getByRole('link', { name: 'Skip to the content' }).focus()
      expect((await focused(page))?.isSeen).toBe(true)
    }).toPass()
    const wrong: string[] = []
    const met = new Set<number>()
    for (let pressed = 0; pressed < MOST; pressed += 1) {
      const now = await focused(page)
      if (!now || met.has(now.number)) break
      met.add(now.number)
      if (!now.isSeen || !now.isMarked) wrong.push(`${now.isSeen ? 'unmarked' : 'unseen'}: ${now.is}`)
      await page.keyboard.press('Tab')
    }
    expect.soft(wrong, path).toEqual([])
    expect(met.size, path).toBeGreaterThan(15)
  }
  await context.close()
})

test('the skip link leads past the navigation', async ({ browser, lived }) => {
  const context = await browser.newContext({ storageState: lived.storage })
  const page = await context.newPage()
  await page.goto(`${lived.room.url}/runs`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  await skip.focus()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Find a message' }).last()).toBeFocused()
  await context.close()
})

test('a dialog takes the focus, keeps it, and gives it back', async ({ browser, lived }) => {
  test.slow()
  const context = await browser.newContext({ storageState: lived.storage, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const say = words('en')
  for (const [name, { path, open }] of Object.entries(openings(lived))) {
    if (!name.startsWith('dialog-') || path.includes('start=')) continue
    await page.goto(lived.room.url + path)
    await open(page, say)
    const dialog = page.getByRole('dialog')
    await expect(dialog, name).toBeVisible()
    const isInside = () => page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)
    await expect.poll(isInside, name).toBe(true)
    for (let pressed = 0; pressed < 30; pressed += 1) {
      await page.keyboard.press('Tab')
      expect(await isInside(), `${name}, after ${pressed + 1} tabs`).toBe(true)
    }
    await page.keyboard.press('Escape')
    await expect(dialog, name).toBeHidden()
    const where = () => page.evaluate(() => document.activeElement?.tagName)
    await expect.poll(where, `${name} gives the focus back`).toBe('BUTTON')
  }
  await context.close()
})

test('a menu is gone through by arrows', async ({ browser, lived }) => {
  const context = await browser.newContext({ storageState: lived.storage, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(lived.room.url)
  const menu = page.getByRole('button', { name: 'Signed in as Ana' })
  await menu.press('Enter')
  await expect(page.getByRole('menu').locator(':focus')).toBeAttached()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'My settings' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(menu).toBeFocused()
  await context.close()
})
