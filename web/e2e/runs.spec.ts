import type { APIRequestContext } from '@playwright/test'
import { complaints, lookedAt } from './looked-at'
import { administrator, expect, type Room, test } from './room'

/** A credential and an automation for the pretend mailbox; what is about runs begins with them. */
async function automation(room: Room, request: APIRequestContext, sandbox: string[]): Promise<void> {
  const port = /imap 127\.0\.0\.1:(\d+)/.exec(sandbox.join('\n'))?.[1] ?? ''
  const settings = await request.get(`${room.url}/api/settings`)
  await request.put(`${room.url}/api/settings`, {
    data: { ...((await settings.json()) as object), reach_this_machine: true },
    headers: { 'If-Match': settings.headers().etag ?? '' },
  })
  const text = `name: Flag what came
variables:
  how_many: 3
steps:
  - connect:
      session: sandbox
      mail_server:
        host: 127.0.0.1
        port: ${port}
        security: none
        auth: { basic: { username: ana@sandbox.test, password: sandbox } }
  - for_each_mail:
      session: sandbox
      folder: INBOX
      where: { subject: Invoice 10000 }
      as: mail
      do:
        - wait: { for: 12s }
        - mark: { flagged: true }
        - log: { text: "{{ mail.subject }} of {{ how_many }}" }
`
  const made = await request.post(`${room.url}/api/automations`, { data: { path: 'flag.yaml', text } })
  expect(made.status()).toBe(201)
}

test('somebody starts a run, watches it live, and finds a message in the history', async ({ page, room, sandbox }) => {
  test.slow()
  const heard = complaints(page)
  await administrator(room, page.request)
  await automation(room, page.request, sandbox)

  await test.step('nothing was run yet, and the page says what to do', async () => {
    await page.goto(`${room.url}/runs`)
    await expect(page.getByRole('heading', { name: 'Nothing was run yet' })).toBeVisible()
    await lookedAt(page)
  })

  await test.step('a run is started by keyboard alone', async () => {
    await page.getByRole('button', { name: 'Start a run' }).first().focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Start a run' })
    await expect(dialog.getByRole('combobox', { name: 'Automation' })).toBeFocused()
    await page.keyboard.type('flag')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const field = dialog.getByRole('textbox', { name: 'how_many' })
    await field.focus()
    await page.keyboard.type('many')
    await page.keyboard.press('Enter')
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await field.fill('7')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Flag what came', level: 1 })).toBeVisible()
  })

  await test.step('it is seen while it goes on, and to its end', async () => {
    await expect(page.getByRole('button', { name: 'End the run' })).toBeVisible()
    await expect(page.getByRole('list', { name: 'Log' })).toContainText('connected to 127.0.0.1')
    await expect(page.getByRole('list', { name: 'Log' })).toContainText('Invoice 10000')
    await expect(page.getByRole('list', { name: 'Log' })).toContainText('of 7', { timeout: 40_000 })
    await expect(page.getByRole('main').getByText('Done', { exact: true }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible()
    await expect(page.getByRole('list', { name: 'Steps' })).toContainText('For each mail')
    await lookedAt(page)
  })

  await test.step('what was done to the message is told', async () => {
    await page.getByRole('tab', { name: 'Messages' }).click()
    await expect(page.getByRole('table', { name: 'Messages of this run' })).toContainText('Invoice 10000')
    await page.getByRole('link', { name: /Invoice 10000/ }).click()
    await expect(page.getByRole('heading', { name: /Invoice 10000/, level: 1 })).toBeVisible()
    await expect(page.getByRole('list', { name: 'Step by step' })).toContainText('of 7')
    await lookedAt(page)
  })

  await test.step('"what happened to the mail about the invoice?"', async () => {
    await page.getByRole('link', { name: 'Find a message' }).click()
    await page.getByRole('searchbox', { name: 'Subject or sender' }).fill('invoice 10000')
    await page.keyboard.press('Enter')
    const found = page.getByRole('list', { name: 'Messages found' })
    await expect(found.getByRole('heading', { name: /Invoice 10000/ })).toBeVisible()
    await expect(found.getByRole('link', { name: 'Flag what came' })).toBeVisible()
    await lookedAt(page)
  })

  await test.step('run again: what that means is said, and it does everything once more', async () => {
    await page.goto(`${room.url}/runs`)
    await page.getByRole('link', { name: 'Flag what came' }).click()
    await page.getByRole('button', { name: 'Run again' }).click()
    const dialog = page.getByRole('dialog', { name: 'Run again' })
    await expect(dialog).toContainText('What it sent is sent again.')
    await lookedAt(page)
    await dialog.getByRole('radio', { name: /Everything/ }).check()
    await dialog.getByRole('button', { name: 'Run again' }).click()
    await page.getByRole('button', { name: 'End the run' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End the run' }).click()
    await expect(page.getByText('Cancelled', { exact: true }).first()).toBeVisible()
  })
  expect(heard).toEqual([])
})
