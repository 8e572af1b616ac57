import type { APIRequestContext, Browser } from '@playwright/test'
import { Desk, practised } from './desk'
import { complaints, lookedAt } from './looked-at'
import { expect, PASSWORD, type Room, test } from './room'

/** Somebody who may do so much, in a browser of their own. */
async function somebody(room: Room, request: APIRequestContext, browser: Browser, name: string, permissions: string[]) {
  const role = (await (await request.post(`${room.url}/api/roles`, { data: { name: `Role of ${name}`, permissions } })).json()) as { id: string }
  const made = await request.post(`${room.url}/api/people`, { data: { name, password: PASSWORD } })
  expect(made.status(), await made.text()).toBe(201)
  const { id } = (await made.json()) as { id: string }
  expect((await request.put(`${room.url}/api/people/${id}/roles/${role.id}`)).ok()).toBe(true)
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  const signed = await context.request.post(`${room.url}/api/session`, { data: { name, password: PASSWORD } })
  expect(signed.ok(), await signed.text()).toBe(true)
  return { context, role: role.id, page: await context.newPage() }
}

test('whoever may only run, or only look, is neither shown nor allowed more', async ({ page, room, browser }) => {
  await practised(room, page.request)
  const { items } = (await (await page.request.get(`${room.url}/api/automations`)).json()) as { items: { id: string; name: string }[] }
  const { id, name } = items.find((one) => one.name === 'List unread mail') ?? { id: '', name: '' }
  const { items: lockers } = (await (await page.request.get(`${room.url}/api/lockers`)).json()) as { items: { id: string }[] }
  const text = 'name: Another\nsteps:\n  - log: { text: hello }\n'

  await test.step('who may run', async () => {
    const { context, role, page: theirs } = await somebody(room, page.request, browser, 'rui', ['view_automations', 'run_automations'])
    await page.request.put(`${room.url}/api/lockers/${lockers[0]?.id ?? ''}/consumers/${role}`)
    const heard = complaints(theirs)
    await theirs.goto(`${room.url}/automations`)
    await expect(theirs.getByRole('link', { name, exact: true })).toBeVisible()
    await expect(theirs.getByRole('button', { name: /New automation|Import/ })).toHaveCount(0)
    await theirs.getByRole('link', { name, exact: true }).click()
    const desk = new Desk(theirs)
    await desk.line(/^Connect/).click()
    for (const unseen of ['Save', 'Undo', 'Redo']) await expect(theirs.getByRole('button', { name: unseen, exact: true })).toHaveCount(0)
    await expect(desk.palette).toHaveCount(0)
    await expect(theirs.getByRole('button', { name: 'Actions of Connect' })).toHaveCount(0)
    await expect(desk.field('Session name')).toBeDisabled()
    await lookedAt(theirs)
    // What is saved can be tested, and looked through.
    await desk.form.getByRole('button', { name: 'Test connection' }).click()
    await expect(desk.form.getByText('The connection works.')).toBeVisible()
    await desk.line(/^For each mail|^List mail/).first().click()
    await desk.form.getByRole('button', { name: 'Preview what it finds' }).click()
    await expect(desk.form.getByRole('status').first()).toBeVisible()
    await desk.line(/^Connect/).press('Delete')
    await desk.line(/^Connect/).press('Control+d')
    await expect(desk.line(/^Connect/)).toHaveCount(1)
    await theirs.getByRole('radiogroup', { name: 'Form or YAML' }).getByText('YAML').click()
    await theirs.getByRole('textbox', { name: 'YAML text' }).press('x')
    await expect(theirs.getByText('Not saved')).toHaveCount(0)
    await theirs.getByRole('button', { name: 'Run', exact: true }).click()
    const dialog = theirs.getByRole('dialog', { name: 'Run the automation' })
    await dialog.getByRole('button', { name: 'Start the dry run' }).click()
    await expect(dialog.getByText('Done', { exact: true })).toBeVisible()
    await theirs.goto(`${room.url}/automations/new`)
    await expect(theirs.getByRole('heading', { name: 'You may not see this', level: 1 })).toBeVisible()
    await lookedAt(theirs)
    for (const refused of [
      context.request.put(`${room.url}/api/automations/${id}`, { data: { text, note: '' }, headers: { 'If-Match': '"1"' } }),
      context.request.post(`${room.url}/api/automations`, { data: { path: 'another.yaml', text } }),
      context.request.post(`${room.url}/api/runs`, { data: { text } }),
      context.request.delete(`${room.url}/api/automations/${id}`, { headers: { 'If-Match': '"1"' } }),
    ])
      expect((await refused).status()).toBe(403)
    expect(heard).toEqual([])
    await context.close()
  })

  await test.step('who may look', async () => {
    const { context, page: theirs } = await somebody(room, page.request, browser, 'lia', ['view_automations'])
    const heard = complaints(theirs)
    const desk = new Desk(theirs)
    await theirs.goto(`${room.url}/automations/${id}`)
    await desk.line(/^Connect/).click()
    await expect(desk.field('Session name')).toBeDisabled()
    for (const unseen of ['Save', 'Run', 'Test connection']) await expect(theirs.getByRole('button', { name: unseen, exact: true })).toHaveCount(0)
    await lookedAt(theirs)
    for (const refused of [
      context.request.post(`${room.url}/api/runs`, { data: { automation: id } }),
      context.request.post(`${room.url}/api/looks/connection?session=sandbox`, { data: { automation: id } }),
    ])
      expect((await refused).status()).toBe(403)
    expect(heard).toEqual([])
    await context.close()
  })

  await test.step('who may do neither', async () => {
    const { context, page: theirs } = await somebody(room, page.request, browser, 'nil', ['view_connections'])
    await theirs.goto(`${room.url}/automations/${id}`)
    await expect(theirs.getByRole('heading', { name: 'You may not see this', level: 1 })).toBeVisible()
    await expect(theirs.getByRole('link', { name: 'Automations', exact: true })).toHaveCount(0)
    expect((await context.request.get(`${room.url}/api/automations/${id}`)).status()).toBe(403)
    await context.close()
  })
})
