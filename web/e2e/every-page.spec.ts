import { test } from './lived-in'
import { complaints, lookedAt } from './looked-at'
import { PAGES, pagesOf } from './pages'
import { expect } from './room'

for (const width of [1280, 390]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every page can be used by everybody, ${width} wide and ${colorScheme}`, async ({ browser, lived }) => {
      const context = await browser.newContext({
        storageState: lived.storage,
        viewport: { width, height: 844 },
        colorScheme,
        reducedMotion: 'reduce',
      })
      const page = await context.newPage()
      const heard = complaints(page)
      for (const path of Object.values({ ...PAGES, ...pagesOf(lived) })) {
        await page.goto(lived.room.url + path)
        await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
        await lookedAt(page)
      }
      expect(heard).toEqual([])
      await context.close()
    })
  }
}
