import type { Locator, Page } from '@playwright/test'
import { Desk, practised } from './desk'
import { complaints, lookedAt } from './looked-at'
import { expect, test } from './room'

/** Somebody who has no mouse. */
class Keys {
  constructor(
    private readonly page: Page,
    private readonly desk: Desk,
  ) {}

  press = (...keys: string[]) => keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve())
  type = (text: string) => this.page.keyboard.type(text)

  /** By Tab, as far as it takes. */
  async to(place: Locator): Promise<void> {
    await expect(place).toBeAttached()
    for (let pressed = 0; pressed < 80; pressed += 1) {
      if (await place.evaluate((element) => element === document.activeElement)) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`Tab does not lead to ${place.toString()}`)
  }
  async action(name: string): Promise<void> {
    await this.press('/')
    await expect(this.page.getByRole('searchbox', { name: 'Search actions' })).toBeFocused()
    await this.type(name)
    await this.press('Enter')
    await expect(this.desk.form.getByRole('heading', { name, exact: true })).toBeVisible()
    await expect(this.desk.form.locator(':focus')).toHaveCount(1)
  }
  async fill(name: string, text: string): Promise<void> {
    const field = this.desk.select(name)
    await this.to(field)
    await this.press('Control+a')
    await this.type(text)
  }
  async choose(name: string, option: string): Promise<void> {
    await this.to(this.desk.select(name))
    await this.press('ArrowDown')
    const wanted = this.page.getByRole('option', { name: option, exact: true })
    await expect(wanted).toBeVisible()
    for (let pressed = 0; pressed < 12 && (await wanted.getAttribute('data-combobox-selected')) === null; pressed += 1)
      await this.press('ArrowDown')
    await this.press('Enter')
    await expect(wanted).toBeHidden()
  }
  /** One of a few that lie beside each other. */
  async pick(name: string, option: string): Promise<void> {
    const group = this.desk.form.getByRole('radiogroup', { name, exact: true })
    await this.to(group.getByRole('radio', { checked: true }))
    const wanted = group.getByRole('radio', { name: option, exact: true })
    for (let pressed = 0; pressed < 4 && !(await wanted.isChecked()); pressed += 1) await this.press('ArrowRight')
    await expect(wanted).toBeChecked()
  }
  /** From wherever one is to the chosen step. */
  async steps(): Promise<void> {
    const here = this.desk.tree.locator('[role="treeitem"]:focus')
    for (let pressed = 0; pressed < 4 && (await here.count()) === 0; pressed += 1) await this.press('F6')
    await expect(here).toHaveCount(1)
  }
}

test('somebody builds the invoice automation by keyboard alone, and runs it', async ({ page, room }) => {
  const heard = complaints(page)
  const mailbox = await practised(room, page.request)
  const desk = new Desk(page)
  const keys = new Keys(page, desk)
  await page.goto(`${room.url}/automations`)
  await keys.to(page.getByRole('button', { name: 'New automation' }))
  await keys.press('Enter')
  await expect(page.getByRole('link', { name: /Empty automation/ })).toBeFocused()
  await keys.press('Enter')
  await expect(desk.field('Name')).toBeVisible()
  await keys.press('F6')
  await expect(page.getByRole('searchbox', { name: 'Search actions' })).toBeFocused()
  await keys.press('Shift+F6')
  await expect(desk.form.locator(':focus')).toHaveCount(1)
  await keys.fill('Name', 'Archive invoices')
  await keys.press('Shift+F6', 'Shift+F6')

  await test.step('Connect', async () => {
    await keys.type('connect')
    await keys.press('Enter')
    await keys.fill('Session name', 'sandbox')
    await keys.choose('Outlook, Mail server or EWS', 'Mail server')
    await keys.fill('Host', '127.0.0.1')
    await keys.fill('Port', String(mailbox.imap))
    await keys.choose('Use secure connection', 'None: everybody on the way can read along')
    await keys.choose('Authentication mode', 'Basic')
    await keys.pick('User name', 'Insecure string')
    await keys.fill('User name: Insecure string', mailbox.username)
    await keys.fill('Password: Credential', 'sandbox/ana')
    await keys.press('ArrowDown', 'Enter')
    await expect(desk.select('Password: Credential')).toHaveValue('sandbox/ana.password')
    await keys.to(desk.form.getByRole('button', { name: 'Test connection' }))
    await keys.press('Enter')
    await expect(desk.form.getByText('The connection works.')).toBeVisible()
  })

  await test.step('the loop with its filter', async () => {
    await keys.steps()
    await keys.action('For each mail')
    await keys.fill('Folder', 'INBOX')
    await keys.to(desk.form.getByRole('button', { name: 'Where', exact: true }))
    await keys.press('Enter')
    await keys.choose('Status', 'Unread')
    await keys.fill('Subject', 'Invoice 1000')
  })

  await test.step('its steps, and the order of them', async () => {
    await keys.steps()
    await keys.press('ArrowDown')
    await expect(desk.line(/^Do/)).toBeFocused()
    await keys.action('Save attachments')
    await keys.fill('To', 'invoices/{{ mail.received_at.y')
    await keys.press('Enter')
    await expect(desk.field('To')).toHaveValue('invoices/{{ mail.received_at.year }}')
    await keys.steps()
    await keys.action('Move')
    await keys.fill('To', 'Done')
    await keys.steps()
    await keys.action('Create folder')
    await keys.fill('Folder', 'Done')
    await keys.steps()
    await keys.press('Alt+ArrowUp')
    await expect(desk.line(/^Create folder/)).toBeFocused()
    expect(await desk.lines()).toEqual(['Connect', 'For each mail', '  Save attachments', '  Create folder', '  Move'])
    await keys.press('Alt+ArrowLeft')
    expect(await desk.lines()).toEqual(['Connect', 'For each mail', '  Save attachments', '  Move', 'Create folder'])
    await keys.press('Control+z')
    expect(await desk.lines()).toEqual(['Connect', 'For each mail', '  Save attachments', '  Create folder', '  Move'])
    await keys.press('Control+Shift+z')
    await expect(desk.line(/^Create folder/)).toHaveAttribute('aria-level', '1')
    await keys.press('Alt+ArrowRight', 'Alt+ArrowUp')
    expect(await desk.lines()).toEqual(['Connect', 'For each mail', '  Save attachments', '  Create folder', '  Move'])
    await keys.press('Control+d')
    await expect(desk.line(/^Create folder/)).toHaveCount(2)
    await keys.press('Control+/')
    await expect(desk.line('Create folder, Done, Switched off')).toBeFocused()
    await keys.press('Delete')
    await expect(desk.line(/^Create folder/)).toHaveCount(1)
    await keys.action('Disconnect')
    await keys.steps()
    await keys.press('Alt+ArrowLeft')
    expect((await desk.lines()).at(-1)).toBe('Disconnect')
    await desk.allWell()
    const examples = desk.palette.getByRole('button', { name: 'Examples of Move', exact: true })
    await examples.press('Enter')
    await expect(page.getByRole('menu').locator(':focus')).toBeAttached()
    await keys.press('Escape')
    await expect(examples).toBeFocused()
    // What leads past the navigation leads away from nothing that was written.
    await page.getByRole('link', { name: 'Skip to the content' }).press('Enter')
    await expect(page.locator('#content')).toBeFocused()
    expect((await desk.lines()).at(-1)).toBe('Disconnect')
    await keys.steps()
    await lookedAt(page)
  })

  await test.step('saved, and run', async () => {
    await keys.press('Control+s')
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Note' })).toBeFocused()
    await keys.to(page.getByRole('dialog').getByRole('button', { name: 'Save' }))
    await keys.press('Enter')
    await expect(page).toHaveURL(/\/automations\/[0-9a-f-]{36}$/)
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await keys.press('Control+Enter')
    const dialog = page.getByRole('dialog', { name: 'Run the automation' })
    await keys.to(dialog.getByRole('switch', { name: 'Dry run' }))
    await keys.press('Space')
    await keys.to(dialog.getByRole('button', { name: 'Start the run' }))
    await keys.press('Enter')
    await expect(dialog.getByText('Done', { exact: true })).toBeVisible()
    await expect(dialog.getByRole('log')).toContainText('moved')
    await keys.press('Escape')
    await expect(dialog).toHaveCount(0)
    await keys.to(page.getByRole('button', { name: 'By keyboard' }))
    await keys.press('Enter')
    await expect(page.getByRole('dialog', { name: 'By keyboard' })).toBeVisible()
    await lookedAt(page)
  })
  expect(heard).toEqual([])
})
