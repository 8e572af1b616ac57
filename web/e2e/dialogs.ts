import type { Page } from '@playwright/test'
import type { LivedIn } from './lived-in'
import type { Say } from './words'

/** What opens above a page, and how one gets there. */
export interface Opening {
  path: string
  open: (page: Page, say: Say) => Promise<void>
}

const button = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name }).first()
const press =
  (...ids: string[]) =>
  async (page: Page, say: Say) => {
    for (const id of ids) await button(page, say(id)).press('Enter')
  }

/** What the second step of an automation finds. */
async function found(page: Page, say: Say) {
  await page.getByRole('tree', { name: say('editor-steps') }).getByRole('treeitem').nth(1).click()
  await page.getByRole('main').getByText(say('editor-form'), { exact: true }).first().click()
  await button(page, say('editor-preview')).press('Enter')
}

/** Dialogs and views that have no address. */
export function openings({ automations, runs, connections, bia, locker, credential }: LivedIn): Record<string, Opening> {
  const editor = `/automations/${automations['support/sort-tickets'] ?? ''}`
  return {
    'dialog-new-automation': { path: '/automations', open: press('automation-new') },
    'dialog-import': { path: '/automations', open: press('automations-import') },
    'dialog-start-run': {
      path: `/runs?start=${automations['finance/forward-to-the-accountant'] ?? ''}`,
      open: (page, say) => page.getByRole('dialog', { name: say('run-start') }).waitFor(),
    },
    'dialog-run-again': { path: `/runs/${runs.partly}`, open: press('run-again') },
    'dialog-end-run': { path: `/runs/${runs.live}`, open: press('run-cancel') },
    'dialog-role': { path: '/people/roles', open: press('role-add') },
    'dialog-person': { path: '/people', open: press('person-add') },
    'dialog-disable': { path: `/people/${bia}`, open: press('person-disable') },
    'dialog-locker': { path: '/vault', open: press('locker-make') },
    'dialog-member': { path: `/vault/${locker}`, open: press('member-add') },
    'dialog-credential': { path: `/vault/${locker}`, open: press('credential-add') },
    'dialog-value': {
      path: `/vault/${locker}/${credential}`,
      open: (page, say) => page.getByRole('button', { name: `${say('value-replace')}: password` }).press('Enter'),
    },
    'dialog-versions': {
      path: `/vault/${locker}/${credential}`,
      open: (page, say) => page.getByRole('button', { name: `${say('value-versions')}: password` }).press('Enter'),
    },
    'dialog-test-connection': {
      path: `/connections/${connections.archive ?? ''}`,
      open: async (page, say) => {
        await button(page, say('test-connection')).press('Enter')
        await page.getByRole('dialog').getByText(say('tried-ok')).waitFor()
      },
    },
    'dialog-token': { path: '/me/tokens', open: press('token-make') },
    'dialog-factor': { path: '/me/security', open: press('factor-on') },
    'menu-person': {
      path: '/',
      open: async (page, say) => {
        await page.waitForLoadState('networkidle')
        await page.getByRole('button', { name: say('me-menu', { name: 'Ana' }) }).press('Enter')
        await page.getByRole('menu').waitFor()
      },
    },
    'editor-step': {
      path: `/automations/${automations['samples/archive-invoices'] ?? ''}`,
      open: async (page, say) => {
        await page.getByRole('tree', { name: say('editor-steps') }).getByRole('treeitem').nth(1).click()
        await page.getByRole('main').getByText(say('editor-form'), { exact: true }).first().click()
      },
    },
    'editor-found': {
      path: `/automations/${automations['samples/list-unread'] ?? ''}`,
      open: async (page, say) => {
        await found(page, say)
        await page.getByRole('main').getByText(/Müller Werkzeuge </).first().scrollIntoViewIfNeeded()
      },
    },
    'dialog-message': {
      path: `/automations/${automations['samples/list-unread'] ?? ''}`,
      open: async (page, say) => {
        await found(page, say)
        await page.getByRole('main').getByRole('button', { name: 'Müller Werkzeuge' }).first().press('Enter')
      },
    },
    'editor-test': {
      path: `/automations/${automations['samples/list-unread'] ?? ''}`,
      open: async (page, say) => {
        await page.getByRole('tree', { name: say('editor-steps') }).getByRole('treeitem').first().click()
        await page.getByRole('main').getByText(say('editor-form'), { exact: true }).first().click()
        await button(page, say('editor-test-connection')).press('Enter')
        await page.getByText(say('editor-connection-stands')).scrollIntoViewIfNeeded()
      },
    },
    'editor-yaml': {
      path: editor,
      open: async (page) => {
        await page.getByRole('main').getByText('YAML', { exact: true }).first().click()
        await page.locator('.cm-content').waitFor()
      },
    },
    'editor-versions': {
      path: editor,
      open: async (page, say) => {
        await button(page, say('editor-versions')).press('Enter')
        await page.getByRole('dialog').waitFor()
      },
    },
  }
}
