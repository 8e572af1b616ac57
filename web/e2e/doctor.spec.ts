import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { Desk, practised } from './desk'
import { complaints, lookedAt } from './looked-at'
import { expect, test } from './room'

const automation = (host: string, port: number, password: string) => `name: Look
steps:
  - connect:
      session: office
      mail_server:
        host: ${host}
        port: ${port}
        security: none
        auth: { basic: { username: ana@sandbox.test, password: ${password} } }
`

test('Test connection says at which step it fails and what to do, as the steps end', async ({ page, room }) => {
  const heard = complaints(page)
  const { imap } = await practised(room, page.request)
  const desk = new Desk(page)
  const log = desk.form.getByRole('log', { name: 'Test connection' })
  const kept = async (path: string, text: string) => {
    const made = await page.request.post(`${room.url}/api/automations`, { data: { path, text } })
    expect(made.status(), await made.text()).toBe(201)
    const { automation } = (await made.json()) as { automation: { id: string } }
    await page.goto(`${room.url}/automations/${automation.id}`)
    // Before the test, which is itself an answer that comes for as long as it takes.
    await page.waitForLoadState('networkidle')
    await desk.line(/^Connect/).click()
    await desk.form.getByRole('button', { name: 'Test connection' }).click()
  }
  const failed = log.locator(':scope > *').filter({ has: page.getByRole('img', { name: 'Failed' }) })

  await test.step('a wrong password: up to the sign-in all is well', async () => {
    await kept('wrong.yaml', automation('127.0.0.1', imap, 'another'))
    await expect(failed).toHaveCount(1)
    await expect(failed).toContainText('Sign-in')
    await expect(log.getByRole('img', { name: 'Well' }).nth(2)).toBeVisible()
    // What the step found, and what to do.
    await expect(failed).toContainText(/password/i)
    await lookedAt(page)
  })
  await test.step('mended in the form, it works without being saved', async () => {
    await desk.way('Password', 'Credential')
    await desk.choose('Password: Credential', 'sandbox/ana.password')
    await desk.form.getByRole('button', { name: 'Test connection' }).click()
    await expect(log).toContainText('The connection works.')
    await expect(failed).toHaveCount(0)
  })
  await test.step('a host that nobody knows', async () => {
    await kept('host.yaml', automation('mail.invalid', imap, 'another'))
    await expect(failed).toHaveCount(1)
    await expect(failed).toContainText('mail.invalid')
    await lookedAt(page)
  })
  await test.step('a port at which nobody listens', async () => {
    await kept('port.yaml', automation('127.0.0.1', 1, 'another'))
    await expect(failed).toHaveCount(1)
    await expect(failed).toContainText('127.0.0.1')
    await lookedAt(page)
  })
  await test.step('the steps come as they end, and whoever has seen enough ends it', async () => {
    // It takes the call, and says nothing.
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    await kept('silent.yaml', automation('127.0.0.1', port, 'another'))
    await expect(log.getByRole('img', { name: 'Well' }).first()).toBeVisible()
    await expect(log.getByLabel('Loading')).toBeVisible()
    await lookedAt(page)
    await desk.form.getByRole('button', { name: 'End the test' }).click()
    await expect(log.getByLabel('Loading')).toHaveCount(0)
    await expect(desk.form.getByRole('button', { name: 'Test connection' })).toBeEnabled()
    silent.close()
  })
  expect(heard).toEqual([])
})
