import { Desk, practised } from './desk'
import { complaints, lookedAt } from './looked-at'
import { expect, test } from './room'

test('somebody builds the invoice automation by mouse, runs it, and finds the mail that it moved', async ({ page, room }) => {
  const heard = complaints(page)
  const mailbox = await practised(room, page.request)
  const desk = new Desk(page)
  await page.goto(`${room.url}/automations`)
  await page.getByRole('button', { name: 'New automation' }).click()
  await page.getByRole('link', { name: /Empty automation/ }).click()
  await expect(page.getByRole('heading', { name: 'New automation', level: 1 })).toBeVisible()
  await lookedAt(page)
  await desk.field('Name').fill('Archive invoices')

  await test.step('Connect: kind, server, mode, and the password of the vault', async () => {
    await desk.action('Connect').dblclick()
    await desk.field('Session name').fill('sandbox')
    await desk.choose('Outlook, Mail server or EWS', 'Mail server')
    await desk.field('Host').fill('127.0.0.1')
    await desk.field('Port').fill(String(mailbox.imap))
    await desk.choose('Use secure connection', 'None: everybody on the way can read along')
    await desk.choose('Authentication mode', 'Basic')
    await desk.way('User name', 'Insecure string')
    await desk.field('User name: Insecure string').fill(mailbox.username)
    await desk.choose('Password: Credential', 'sandbox/ana.password')
    await lookedAt(page)
  })

  await test.step('Test connection: every step, as it ends', async () => {
    await desk.form.getByRole('button', { name: 'Test connection' }).click()
    const log = desk.form.getByRole('log', { name: 'Test connection' })
    await expect(log).toContainText('The connection works.')
    expect(await log.getByRole('img', { name: 'Well' }).count()).toBeGreaterThan(4)
    await expect(log.getByRole('img', { name: 'Failed' })).toHaveCount(0)
    await lookedAt(page)
  })

  await test.step('a loop, dragged below it, with a filter', async () => {
    await desk.drag(desk.action('For each mail'), desk.line(/^Connect/), 'lower')
    await expect(desk.form.getByRole('heading', { name: 'For each mail' })).toBeVisible()
    await desk.form.getByRole('button', { name: 'Look into the mailbox of sandbox' }).click()
    await expect(desk.form.getByText(/folders? found: open the list/)).toBeVisible()
    await desk.form.getByRole('button', { name: 'Insert a value into Folder' }).click()
    await page.getByRole('option', { name: 'INBOX', exact: true }).click()
    await expect(desk.field('Folder')).toHaveValue('INBOX')
    await desk.form.getByRole('button', { name: 'Where', exact: true }).click()
    await desk.choose('Status', 'Unread')
    await desk.field('Subject').fill('Invoice 1000')
    await desk.form.getByRole('button', { name: /more fields/ }).first().click()
    await desk.form.getByRole('radiogroup', { name: 'Has attachments' }).getByText('Yes', { exact: true }).click()
    await lookedAt(page)
  })

  await test.step('its steps: dragged in, chosen by double click, and moved about', async () => {
    await desk.drag(desk.action('Save attachments'), desk.line(/^Do/), 'lower')
    await expect(desk.line(/^Save attachments/)).toHaveAttribute('aria-level', '2')
    await desk.field('To').pressSequentially('invoices/{{ mail.received_at.y')
    await page.getByRole('option', { name: 'mail.received_at.year' }).click()
    await expect(desk.field('To')).toHaveValue('invoices/{{ mail.received_at.year }}')
    await desk.action('Mark').dblclick()
    await desk.form.getByRole('radiogroup', { name: 'Read' }).getByText('Yes', { exact: true }).click()
    await expect(desk.line('Mark, Read')).toBeVisible()
    await desk.action('Move').dblclick()
    await desk.field('To').pressSequentially('Done/{{ mail.received_at.y')
    await page.keyboard.press('Enter')
    await expect(desk.field('To')).toHaveValue('Done/{{ mail.received_at.year }}')
    await desk.action('Create folder').dblclick()
    await desk.field('Folder').fill('Done/{{ mail.received_at.year }}')
    await desk.drag(desk.line(/^Create folder/), desk.line(/^Move/), 'upper')
    await desk.drag(desk.action('Disconnect'), desk.line(/^Move/), 'lower')
    await page.getByRole('button', { name: 'Actions of Disconnect' }).click()
    await page.getByRole('menuitem', { name: 'Move out' }).click()
    expect(await desk.lines()).toEqual([
      'Connect',
      'For each mail',
      '  Save attachments',
      '  Mark',
      '  Create folder',
      '  Move',
      'Disconnect',
    ])
    await desk.allWell()
    await lookedAt(page)
  })

  await test.step('what the filter finds', async () => {
    await desk.line(/^For each mail/).click()
    await desk.form.getByRole('button', { name: 'Preview what it finds' }).click()
    await expect(desk.form.getByRole('status').filter({ hasText: 'Invoice' })).toBeVisible()
    await lookedAt(page)
  })

  await test.step('saved, and there again', async () => {
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Save the automation' })
    await expect(dialog.getByRole('textbox', { name: 'Path' })).toHaveValue('archive-invoices.yaml')
    await dialog.getByRole('textbox', { name: 'Note' }).fill('As the accountant wants it')
    await lookedAt(page)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page).toHaveURL(/\/automations\/[0-9a-f-]{36}$/)
    // Where one was, and what one did, is still there.
    await expect(dialog).toHaveCount(0)
    await expect(desk.form.getByRole('heading', { name: 'For each mail' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Undo' })).toBeEnabled()
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Archive invoices', level: 1 })).toBeVisible()
    await expect(desk.line('Mark, Read')).toBeVisible()
    await expect(page.getByText('Not saved')).toHaveCount(0)
  })

  await test.step('a dry run, and then the run, live to its end', async () => {
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Run the automation' })
    await dialog.getByRole('button', { name: 'Start the dry run' }).click()
    await expect(dialog.getByText('Done', { exact: true })).toBeVisible()
    await expect(dialog.getByRole('log')).toContainText('Invoice')
    await dialog.getByRole('switch', { name: 'Dry run' }).uncheck()
    await dialog.getByRole('button', { name: 'Start the run' }).click()
    await expect(dialog.getByRole('button', { name: 'End it' })).toBeVisible()
    await expect(dialog.getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 })
    await lookedAt(page)
  })

  await test.step('the mail that was moved is in the history', async () => {
    await page.goto(`${room.url}/messages`)
    await page.getByRole('searchbox', { name: 'Subject or sender' }).fill('Invoice')
    await page.keyboard.press('Enter')
    const found = page.getByRole('list', { name: 'Messages found' })
    await expect(found.getByRole('heading', { name: /^Invoice/ }).first()).toBeVisible()
    await expect(found.getByText(/Done\//).first()).toBeVisible()
    await expect(found.getByRole('link', { name: 'Archive invoices' }).first()).toBeVisible()
    await lookedAt(page)
  })
  expect(heard).toEqual([])
})
