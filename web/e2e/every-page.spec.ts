import { complaints, lookedAt } from './looked-at'
import { PAGES } from './pages'
import { administrator, expect, test } from './room'

for (const width of [1280, 390]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`every page can be used by everybody, ${width} wide and ${colorScheme}`, async ({ page, room }) => {
      const heard = complaints(page)
      await page.setViewportSize({ width, height: 844 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await administrator(room, page.request)
      for (const path of Object.values(PAGES)) {
        await page.goto(room.url + path)
        await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
        await lookedAt(page)
      }
      expect(heard).toEqual([])
    })
  }
}
