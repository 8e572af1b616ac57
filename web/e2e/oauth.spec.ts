import { readFileSync } from 'node:fs'
import { Desk } from './desk'
import { complaints, lookedAt } from './looked-at'
import { administrator, expect, test } from './room'

interface Lab {
  oidc?: { authorize_url: string; token_url: string } | null
  dovecot?: { imap: number } | null
}

/** The servers of `cargo xtask test` and `cargo xtask lab`. */
const lab = process.env.CARTEIRO_LAB ? (JSON.parse(readFileSync(process.env.CARTEIRO_LAB, 'utf8')) as Lab) : {}

test('a connection is made with the wizard, signed in to in the browser, and chosen in an automation', async ({ page, room }) => {
  const { oidc, dovecot } = lab
  test.skip(!oidc || !dovecot, 'needs the servers of the lab: cargo xtask lab -- npm --prefix web run e2e')
  if (!oidc || !dovecot) return
  const heard = complaints(page)
  await administrator(room, page.request)
  const settings = await page.request.get(`${room.url}/api/settings`)
  await page.request.put(`${room.url}/api/settings`, {
    data: { ...((await settings.json()) as object), reach_this_machine: true },
    headers: { 'If-Match': settings.headers().etag ?? '' },
  })
  const login = `test-${Date.now().toString(36)}@lab.test`

  await test.step('the wizard', async () => {
    await page.goto(`${room.url}/connections`)
    await page.getByRole('link', { name: 'Create connection' }).first().click()
    await page.getByRole('radio', { name: /^Custom/ }).click()
    const form = page.getByRole('form')
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('office')
    await form.getByRole('radio', { name: /^Authorization code/ }).check()
    await form.getByRole('radio', { name: 'Shared' }).check()
    await form.getByRole('checkbox', { name: 'IMAP' }).check()
    await expect(form.getByRole('textbox', { name: 'Callback URL' })).toHaveValue(`${room.url}/api/oauth/callback`)
    await form.getByRole('textbox', { name: 'Client ID' }).fill(`web~${Date.now().toString(36)}`)
    await form.getByLabel('Client secret', { exact: true }).fill('web-secret')
    await form.getByRole('textbox', { name: 'Authorization URL' }).fill(oidc.authorize_url)
    await form.getByRole('textbox', { name: 'Token URL' }).fill(oidc.token_url)
    await form.getByRole('textbox', { name: /^Scopes/ }).fill('mail\nopenid\nemail\noffline_access')
    await form.getByRole('textbox', { name: /^Allowed hosts/ }).fill('127.0.0.1')
    await form.getByRole('checkbox', { name: 'Administrators' }).check()
    await lookedAt(page)
    await form.getByRole('button', { name: 'Create connection' }).click()
    await expect(page.getByRole('heading', { name: 'office', level: 1 })).toBeVisible()
  })

  await test.step('the sign-in at the provider', async () => {
    await page.getByRole('button', { name: 'Sign in' }).click()
    const dialog = page.getByRole('dialog')
    const [theirs] = await Promise.all([
      page.context().waitForEvent('page'),
      dialog.getByRole('link', { name: 'Go to the provider' }).click(),
    ])
    await theirs.getByLabel('User').fill(login)
    await theirs.getByLabel('Password').fill('pw-test')
    await theirs.getByRole('button', { name: 'Sign in' }).click()
    await theirs.waitForURL(`${room.url}/**`)
    await expect(theirs.getByText(login)).toBeVisible()
    await theirs.close()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await expect(page.getByRole('main').getByText('Active', { exact: true }).first()).toBeVisible()
    await lookedAt(page)
  })

  await test.step('chosen in Connect, with its token type', async () => {
    const desk = new Desk(page)
    await page.goto(`${room.url}/automations/new`)
    await desk.action('Connect').dblclick()
    await desk.choose('Outlook, Mail server or EWS', 'Mail server')
    await desk.field('Host').fill('127.0.0.1')
    await desk.field('Port').fill(String(dovecot.imap))
    await desk.choose('Use secure connection', 'None: everybody on the way can read along')
    await desk.choose('Authentication mode', 'Managed by the Control Room')
    await desk.form.getByRole('button', { name: 'Choose', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Choose a connection' })
    await dialog.getByRole('radio', { name: /office/ }).click()
    await expect(dialog.getByText('Active', { exact: true })).toBeVisible()
    await expect(dialog.getByRole('radio', { name: 'Shared' })).toBeChecked()
    await expect(dialog.getByRole('radio', { name: 'User-specific' })).toBeDisabled()
    await lookedAt(page)
    await dialog.getByRole('button', { name: 'Confirm' }).click()
    await expect(desk.select('Connection')).toHaveValue('office')
    await expect(desk.select('Token type')).toHaveValue('Shared')
    await desk.form.getByRole('button', { name: 'Test connection' }).click()
    await expect(desk.form.getByText('The connection works.')).toBeVisible()
    await lookedAt(page)
  })
  expect(heard).toEqual([])
})
