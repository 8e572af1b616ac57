import type { APIRequestContext, Locator } from '@playwright/test'
import { Desk } from './desk'
import { complaints, lookedAt } from './looked-at'
import { administrator, expect, type Room, test } from './room'

interface Definitions {
  forms: { name: string; fields: { name: string; label: { en: string } }[] }[]
  schema: { $defs: Record<string, { oneOf?: { required?: string[]; const?: string }[] }> }
}

/** What is typed into a field of this name; others get their own name. */
const SAMPLES: Record<string, string> = {
  host: 'mail.example.org',
  endpoint: 'https://mail.example.org/EWS/Exchange.asmx',
  redirect_uri: 'http://localhost:9999/callback',
  username: 'ana@example.org',
  subject: 'ana@example.org',
  mailbox: 'shared@example.org',
  tenant_id: 'example.onmicrosoft.com',
  scopes: 'https://outlook.office365.com/.default',
  connection: 'office',
  issuer: 'https://login.example.org',
  authorization_url: 'https://login.example.org/authorize',
  token_url: 'https://login.example.org/token',
  device_url: 'https://login.example.org/device',
  timeout: '30s',
  port: '1143',
  proxy: 'socks5://proxy.example.org:1080',
  fingerprint: 'ab'.repeat(32),
}
/** What says the same as another field, and cannot stand beside it. */
const EITHER = ['certificate', 'domain', 'ca_file']
/** Modes that a kind refuses; service accounts are Google's. */
const REFUSED: Record<string, string[]> = {
  outlook: ['basic', 'ntlm', 'service_account', 'ropc', 'implicit'],
  mail_server: ['ntlm'],
  ews: ['service_account'],
}

interface Case {
  kind: string
  protocol?: string
  mode: string
}

/** Every kind with every protocol and every mode, as the definitions have them. */
function every({ schema }: Definitions): Case[] {
  const keys = (name: string) => (schema.$defs[name]?.oneOf ?? []).flatMap(({ required }) => required ?? [])
  const protocols = (schema.$defs.Protocol?.oneOf ?? []).map((one) => one.const)
  return keys('Connect').flatMap((kind) =>
    (kind === 'mail_server' ? protocols : [undefined]).flatMap((protocol) => keys('Mode').map((mode) => ({ kind, protocol, mode }))),
  )
}

/** All that a form holds, as it is seen; how a value would be given that is not there is not kept. */
const held = (form: Locator) =>
  form.locator('input:not([type="hidden"], [type="radio"]), textarea:not([aria-hidden]), .mantine-Pill-label').evaluateAll((all) =>
    (all as HTMLInputElement[]).map((one) => one instanceof HTMLSpanElement ? one.textContent : [
      one.dataset.path ?? one.ariaLabel ?? one.labels?.[0]?.textContent,
      one.type === 'checkbox' ? String(one.checked) : one.value,
    ]),
  )

async function connection(room: Room, request: APIRequestContext): Promise<void> {
  const made = await request.post(`${room.url}/api/connections`, {
    data: { name: 'office', provider: 'microsoft', client_id: 'one', secret: 'two', services: ['imap'], grant: 'authorization_code', token: 'shared', tenant: 'example.onmicrosoft.com' },
  })
  expect(made.status(), await made.text()).toBe(201)
}

/** Fills in every field that is shown and empty. */
async function filled(desk: Desk, leaveOut: string[]): Promise<void> {
  const { form, page } = desk
  for (const group of await form.getByRole('radiogroup').filter({ hasText: 'Insecure string' }).all())
    await group.getByText('Insecure string', { exact: true }).click()
  for (const add of await form.getByRole('button', { name: /^Add to/ }).all()) await add.click()
  const places = await form
    .locator('input[data-path]:not([aria-haspopup]), textarea[data-path]:not([aria-hidden]), input[data-path][role="combobox"]')
    .evaluateAll((all) =>
      (all as HTMLInputElement[]).map((one) => ({ path: one.dataset.path ?? '', isEmpty: one.value === '', isList: one.readOnly })),
    )
  for (const { path, isEmpty, isList } of places) {
    const key = /([^.[\]]+)(\[\d+\])?$/.exec(path)?.[1] ?? ''
    if (!isEmpty || EITHER.includes(key) || leaveOut.includes(key)) continue
    const place = form.locator(`:is(input, textarea):not([aria-hidden])[data-path="${path}"]`)
    if (key === 'allow') {
      await place.press('ArrowDown')
      await page.getByRole('option', { name: 'Read messages' }).click()
      await place.press('Escape')
    } else if (!isList) await place.fill(SAMPLES[key] ?? `the-${key}`)
    else if (!/provider|connect|auth/.test(key)) {
      await place.click()
      await page.getByRole('option').filter({ visible: true }).first().click()
    }
  }
}

// A thousand fields are filled in: a picture before and after each would take longer than all of them.
test.use({ trace: 'off' })

test('every kind of connection with every protocol and mode can be filled in, is right, and is kept', async ({ page, room }) => {
  const heard = complaints(page)
  await administrator(room, page.request)
  await connection(room, page.request)
  const definitions = (await (await page.request.get(`${room.url}/api/actions`)).json()) as Definitions
  const label = (form: string, key: string) =>
    definitions.forms.find(({ name }) => name === form)?.fields.find(({ name }) => name === key)?.label.en ?? key
  const cases = every(definitions)
  expect(cases.length).toBeGreaterThan(30)
  const desk = new Desk(page)
  await page.goto(`${room.url}/automations/new`)
  await desk.field('Name').fill('Every connection')
  const kept: unknown[] = []
  for (const { kind, protocol, mode } of cases) {
    const session = [kind, protocol, mode].filter(Boolean).join('-')
    await test.step(session, async () => {
      await desk.action('Connect').dblclick()
      await desk.field('Session name').fill(session)
      await desk.choose('Outlook, Mail server or EWS', label('connect', kind))
      if (protocol) await desk.choose('Protocol', protocol.toUpperCase())
      await desk.choose('Authentication mode', label('mode', mode))
      const provider = desk.select('Provider')
      if (await provider.isVisible()) await desk.choose('Provider', kind === 'outlook' ? 'Outlook / Office 365' : label('provider', 'custom'))
      if (kind === 'mail_server' && mode === 'service_account') await desk.field('Host').fill('imap.gmail.com')
      // Such a password opens the mailbox of whoever it is of.
      await filled(desk, kind === 'mail_server' && mode === 'basic' ? ['mailbox'] : [])
      if (REFUSED[kind]?.includes(mode)) {
        // What to use instead stands where it was chosen.
        await expect(desk.form.getByText(/Use .+\./).first()).toBeVisible()
        await expect(desk.line(new RegExp(`^Connect, ${session}.*Mistake$`))).toBeVisible()
        await desk.line(new RegExp(`^Connect, ${session}`)).press('Delete')
      } else {
        await desk.allWell()
        kept.push([session, await held(desk.form)])
      }
    })
  }
  await lookedAt(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page).toHaveURL(/\/automations\/[0-9a-f-]{36}$/)
  await page.reload()
  const again: unknown[] = []
  for (const [session] of kept as [string][]) {
    await desk.line(new RegExp(`^Connect, ${session} `)).click()
    await expect(desk.field('Session name')).toHaveValue(session)
    again.push([session, await held(desk.form)])
  }
  expect(again).toEqual(kept)
  expect(heard).toEqual([])
})
