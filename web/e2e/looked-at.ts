import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** A hundred rows say no more than ten. */
const REPEATED = ['tbody > tr:nth-child(n+11)', 'ol > li:nth-child(n+11)', 'ul > li:nth-child(n+21)']

/** A page as a customer has it: nothing serious for axe, no scrolling sideways. `colours`: what depends on them, and nothing else. */
export async function lookedAt(page: Page, only?: 'colours'): Promise<void> {
  await page.waitForLoadState('networkidle')
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  await atRest(page)
  const axe = new AxeBuilder({ page })
  for (const one of REPEATED) axe.exclude(one)
  const { violations } = await (only ? axe.withRules(['color-contrast']) : axe.withTags(RULES)).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary ?? ''}`).join('\n')}`)
  expect(told, page.url()).toEqual([])
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(beyond, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0)
}

/** What changes has changed, and been painted. */
export async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(() => document.getAnimations().every(({ playState, effect }) => playState !== 'running' || effect?.getTiming().iterations === Infinity))
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))))
}

/** What the browser complains of: a policy that refuses, a script that fails. */
export function complaints(page: Page): string[] {
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(error.message))
  page.on('console', (message) => {
    // That a request was refused is what some journeys are about.
    if (message.type() === 'error' && !message.text().includes('the server responded with a status of')) heard.push(message.text())
  })
  return heard
}
