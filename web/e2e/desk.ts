import type { APIRequestContext, Locator, Page } from '@playwright/test'
import { administrator, expect, type Room } from './room'

export interface Mailbox {
  imap: number
  smtp: number
  username: string
}

/** An administrator, with the pretend mailbox and its password in the vault. */
export async function practised(room: Room, request: APIRequestContext): Promise<Mailbox> {
  await administrator(room, request)
  expect((await request.post(`${room.url}/api/practice`)).ok()).toBe(true)
  const { sandbox } = (await (await request.get(`${room.url}/api/settings`)).json()) as { sandbox: Mailbox }
  return { ...sandbox, username: 'ana@sandbox.test' }
}

/** The editor as somebody sees it. */
export class Desk {
  constructor(readonly page: Page) {}

  get palette(): Locator {
    return this.page.getByRole('region', { name: 'Actions', exact: true })
  }
  get form(): Locator {
    return this.page.getByRole('region', { name: 'Form', exact: true })
  }
  get tree(): Locator {
    return this.page.getByRole('tree', { name: 'Steps' })
  }

  action(name: string): Locator {
    return this.palette.getByRole('button', { name, exact: true })
  }
  line(name: string | RegExp): Locator {
    return this.tree.getByRole('treeitem', { name })
  }
  /** What the lines are called, one after the other, with two spaces for each step inwards. */
  async lines(): Promise<string[]> {
    return this.tree.getByRole('treeitem').evaluateAll((all) =>
      all.map((one) => `${'  '.repeat(Number(one.ariaLevel) - 1)}${/^[^,]*/.exec(one.ariaLabel ?? '')?.[0] ?? ''}`),
    )
  }
  field(name: string): Locator {
    return this.form.getByRole('textbox', { name, exact: true })
  }
  select(name: string): Locator {
    return this.form.getByRole('combobox', { name, exact: true }).or(this.field(name)).first()
  }
  async choose(name: string, option: string): Promise<void> {
    await this.select(name).click()
    await this.page.getByRole('option', { name: option, exact: true }).click()
  }
  /** Where a value comes from: Credential, Variable or Insecure string. */
  async way(name: string, way: string): Promise<void> {
    await this.form.getByRole('radiogroup', { name, exact: true }).getByText(way, { exact: true }).click()
  }
  async drag(from: Locator, to: Locator, half: 'upper' | 'lower'): Promise<void> {
    await from.scrollIntoViewIfNeeded()
    await to.scrollIntoViewIfNeeded()
    const [start, end] = [await from.boundingBox(), await to.boundingBox()]
    if (!start || !end) throw new Error('what is dragged is not seen')
    const { mouse } = this.page
    await mouse.move(start.x + 20, start.y + start.height / 2)
    await mouse.down()
    const y = end.y + (half === 'upper' ? 4 : end.height - 4)
    await mouse.move(end.x + 60, y - 12, { steps: 4 })
    await mouse.move(end.x + 60, y, { steps: 2 })
    await expect(this.page.locator('[data-mark]')).toBeVisible()
    await mouse.up()
  }
  async allWell(): Promise<void> {
    await expect(this.page.locator('[aria-busy="false"]').filter({ hasText: /^\s*(No mistakes|\d+ warnings?)$/ })).toBeVisible()
  }
}
