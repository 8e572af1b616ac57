import { type APIRequestContext, type APIResponse, request, test as base } from '@playwright/test'
import { administrator, expect, opened, PASSWORD, pretended, type Room } from './room'
import { code } from './totp'

/** What was made, by its row. */
export interface LivedIn {
  automations: Record<string, string>
  runs: Record<'live' | 'whole' | 'dry' | 'failed' | 'partly', string>
  connections: Record<string, string>
  bia: string
  provider: string
  locker: string
  credential: string
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const dayIn = (days: number) => inDays(days).slice(0, 10)

type Cookies = Awaited<ReturnType<APIRequestContext['storageState']>>

/** What was made, and how its administrator comes in. */
export interface Lived extends LivedIn {
  room: Room
  storage: Cookies
}

/** One Control Room for several looks at it: making it takes a while, and looking changes nothing. */
export const test = base.extend<object, { lived: Lived }>({
  lived: [
    // eslint-disable-next-line no-empty-pattern -- That is how Playwright is told that a fixture needs no other.
    async ({}, use) =>
      opened((room) =>
        pretended(async (sandbox) => {
          const asked = await request.newContext()
          const made = await livedIn(room, asked, sandbox)
          await use({ ...made, room, storage: await asked.storageState() })
          await asked.dispose()
        }),
      ),
    { scope: 'worker', timeout: 120_000 },
  ],
})

/** A Control Room that people have used for a while, with something of everything that pages show. */
async function livedIn(room: Room, request: APIRequestContext, sandbox: string[]): Promise<LivedIn> {
  await administrator(room, request)
  const made = new Making(room, request)
  const { port, http } = ports(sandbox)
  await made.settings({ reach_this_machine: true, time_zone: 'America/Sao_Paulo', notice_webhook: `${http}/nowhere` })
  const automations = await made.automations(port)
  const roles = await made.roles()
  const bia = await made.people(roles)
  const vault = await made.vault(bia, roles)
  const connections = await made.connections(http, roles)
  const provider = await made.provider(http, roles)
  await made.tokens()
  const runs = await made.runs(automations)
  return { automations, runs, connections, bia, provider, ...vault }
}

function ports(sandbox: string[]): { port: string; http: string } {
  const said = sandbox.join('\n')
  return { port: /imap 127\.0\.0\.1:(\d+)/.exec(said)?.[1] ?? '', http: /http (http:\S+)/.exec(said)?.[1] ?? '' }
}

const connect = (port: string) => `  - connect:
      session: sandbox
      mail_server:
        host: 127.0.0.1
        port: ${port}
        security: none
        auth: { basic: { username: ana@sandbox.test, password: { credential: sandbox/ana.password } } }
        outgoing: { host: 127.0.0.1, port: ${port}, security: none }
`

const TEXTS: Record<string, (port: string) => string> = {
  'finance/watch-the-portal': (port) => `name: Watch the portal
description: Waits for the portal's confirmation.
steps:
${connect(port)}  - for_each_mail:
      session: sandbox
      where: { subject: invoice }
      limit: 3
      do:
        - mark: { flagged: true }
        - log: { text: "{{ mail.subject }}" }
        - wait: { for: 1h }
`,
  'finance/forward-to-the-accountant': () => `name: Forward to the accountant
description: Passes every invoice on, with its files.
variables:
  accountant: books@example.com
steps:
${connect('1')}  - for_each_mail:
      session: sandbox
      do:
        - forward: { to: "{{ accountant }}" }
`,
  'support/sort-tickets': (port) => `name: Sort tickets by customer
steps:
${connect(port)}  - for_each_mail:
      session: sandbox
      limit: 6
      do:
        # Whoever has no folder of their own is looked at by a person.
        - if:
            condition: "{{ mail.size > 1500 }}"
            then: [move: { to: A folder that is not there }]
            else: [mark: { read: true }]
`,
}

interface Saved {
  automation: { id: string }
}

class Making {
  constructor(
    private readonly room: Room,
    private readonly request: APIRequestContext,
  ) {}

  private async told<T = { id: string }>(answer: APIResponse): Promise<T> {
    expect(answer.ok(), `${answer.url()}: ${await answer.text()}`).toBe(true)
    return (answer.status() === 204 ? {} : await answer.json()) as T
  }

  private async post<T = { id: string }>(path: string, data?: object): Promise<T> {
    return this.told<T>(await this.request.post(this.room.url + path, { data }))
  }

  private async put(path: string, data?: object): Promise<void> {
    await this.told(await this.request.put(this.room.url + path, { data }))
  }

  /** Changes what is there, as it was read. */
  private async change(verb: 'put' | 'patch', path: string, to: (was: Record<string, unknown>) => object, below = '') {
    const was = await this.request.get(this.room.url + path)
    const headers = { 'If-Match': was.headers().etag ?? '' }
    const data = to((await was.json()) as Record<string, unknown>)
    await this.told(await this.request[verb](this.room.url + path + below, { data, headers }))
  }

  async settings(wanted: object): Promise<void> {
    await this.change('put', '/api/settings', (was) => ({ ...was, ...wanted }))
  }

  async automations(port: string): Promise<Record<string, string>> {
    const begun = await this.post<{ automations: { id: string; path: string }[] }>('/api/practice')
    const all = Object.fromEntries(begun.automations.map(({ id, path }) => [path.replace('.yaml', ''), id]))
    for (const [path, text] of Object.entries(TEXTS))
      all[path] = (await this.post<Saved>('/api/automations', { path: `${path}.yaml`, text: text(port) })).automation.id
    const again = (text: unknown) => String(text).replace('limit: 6', 'order: newest_first\n      limit: 8')
    await this.change('put', `/api/automations/${all['support/sort-tickets'] ?? ''}`, ({ text }) => ({ text: again(text) }))
    return all
  }

  async roles(): Promise<Record<string, string>> {
    const wanted = {
      'Finance builders': ['view_automations', 'edit_automations', 'run_automations', 'view_connections'],
      Operators: ['view_automations', 'run_automations', 'view_others_runs', 'view_connections', 'view_audit'],
      Auditors: ['view_audit', 'view_metrics'],
    }
    const all: Record<string, string> = {}
    for (const [name, permissions] of Object.entries(wanted))
      all[name] = (await this.post('/api/roles', { name, permissions })).id
    return all
  }

  async people(roles: Record<string, string>): Promise<string> {
    const wanted: [string, string[]][] = [
      ['bia', ['Finance builders', 'Operators']],
      ['carlos.andrade@example.com', ['Operators']],
      ['Dora', ['Auditors']],
    ]
    const all: string[] = []
    for (const [name, held] of wanted) {
      const { id } = await this.post('/api/people', { name, password: PASSWORD })
      for (const role of held) await this.put(`/api/people/${id}/roles/${roles[role] ?? ''}`)
      all.push(id)
    }
    const [bia = '', , dora = ''] = all
    // Who looks may sign in to the connection that asks it of each.
    const { id: ana } = await this.told(await this.request.get(`${this.room.url}/api/me`))
    await this.put(`/api/people/${ana}/roles/${roles['Finance builders'] ?? ''}`)
    await this.change('patch', `/api/people/${bia}`, () => ({ email: 'bia@example.com' }))
    await this.change('patch', `/api/people/${dora}`, () => ({ disabled: true }))
    await this.factor('carlos.andrade@example.com')
    return bia
  }

  /** Turns on somebody's second factor, in their name. */
  private async factor(name: string): Promise<void> {
    const theirs = await request.newContext()
    await theirs.post(`${this.room.url}/api/session`, { data: { name, password: PASSWORD } })
    const { secret } = await this.told<{ secret: string }>(await theirs.post(`${this.room.url}/api/me/second-factor`))
    await this.told(await theirs.put(`${this.room.url}/api/me/second-factor`, { data: { code: code(secret) } }))
    await theirs.dispose()
  }

  async vault(bia: string, roles: Record<string, string>): Promise<{ locker: string; credential: string }> {
    const { id: locker } = await this.post('/api/lockers', { name: 'finance', description: 'What the invoices need.' })
    await this.post('/api/lockers', { name: 'support', description: '' })
    await this.put(`/api/lockers/${locker}/people/${bia}`, { standing: 'manager' })
    await this.put(`/api/lockers/${locker}/consumers/${roles['Finance builders'] ?? ''}`)
    const put = (name: string, more: object) => this.post(`/api/lockers/${locker}/credentials`, { name, ...more })
    const { id: credential } = await put('mail', {
      description: 'The mailbox that suppliers write to.',
      allowed_hosts: ['imap.example.com', 'smtp.example.com'],
      attributes: [{ name: 'username', masked: false }, { name: 'password' }],
    })
    for (const value of ['the first one', 'a value that nobody sees again'])
      await this.change('put', `/api/credentials/${credential}`, () => ({ value }), '/attributes/password/value')
    await put('portal', {
      description: 'Each has their own account there.',
      attributes: [{ name: 'password', input: 'user_provided' }],
    })
    return { locker, credential }
  }

  async connections(http: string, roles: Record<string, string>): Promise<Record<string, string>> {
    const issuer = `${http}/7e4a47ca-0000-4000-8000-5a9db0c50001/v2.0`
    const held = [roles['Finance builders']]
    const custom = { provider: 'custom', issuer, services: ['imap', 'smtp'], grant: 'client_credentials', token: 'shared' }
    const daemon = { ...custom, client_id: 'daemon', scopes: ['https://outlook.office365.com/.default'], allowed_hosts: ['127.0.0.1'] }
    const microsoft = { provider: 'microsoft', client_id: '1fec8e78-bce4-4aaf-ab1b-5451cc387264', services: ['graph'], secret: 'a secret' }
    const wanted: Record<string, object> = {
      finance: {
        ...microsoft, title: 'Finance mailboxes', tenant: 'contoso.example', grant: 'authorization_code',
        token: 'shared', secret_expires_on: dayIn(12), roles: held, is_default: true,
      },
      own: { ...microsoft, title: 'Own mailboxes', tenant: 'contoso.example', grant: 'authorization_code', token: 'user_specific', roles: held },
      archive: { ...daemon, title: 'Archive', secret: 'daemon-secret', secret_expires_on: dayIn(200), roles: held },
      scanner: { ...daemon, title: 'Scanner', secret: 'of last year', secret_expires_on: dayIn(2) },
      support: {
        provider: 'google', title: 'Support (Gmail)', client_id: '407408718192.apps.googleusercontent.com', secret: 'a secret',
        services: ['imap', 'smtp'], grant: 'authorization_code', token: 'shared',
      },
    }
    const all: Record<string, string> = {}
    for (const [name, given] of Object.entries(wanted)) all[name] = (await this.post('/api/connections', { name, ...given })).id
    for (const name of ['archive', 'scanner']) await this.post(`/api/connections/${all[name] ?? ''}/test`, {})
    return all
  }

  async provider(http: string, roles: Record<string, string>): Promise<string> {
    const details = {
      name: 'Contoso',
      issuer: `${http}/7e4a47ca-0000-4000-8000-5a9db0c50001/v2.0`,
      client_id: 'web',
      scopes: ['email', 'profile'],
      name_claim: 'email',
      groups_claim: 'groups',
      groups: { 'carteiro-finance': [roles['Finance builders']] },
      makes_people: true,
    }
    return (await this.post('/api/sso-providers', { details, secret: 'web-secret' })).id
  }

  async tokens(): Promise<void> {
    await this.post('/api/me/tokens', { name: 'nightly script', scopes: ['run_automations', 'view_automations'], expires_at: inDays(90) })
    await this.post('/api/me/tokens', { name: 'monitoring', scopes: ['view_metrics'], expires_at: inDays(6) })
  }

  async runs(automations: Record<string, string>): Promise<LivedIn['runs']> {
    const run = async (path: string, more: object = {}) => {
      const { id } = await this.post('/api/runs', { automation: automations[path], ...more })
      return id
    }
    const dry = await run('samples/archive-invoices', { dry_run: true })
    const failed = await run('finance/forward-to-the-accountant')
    const partly = await run('support/sort-tickets')
    await run('samples/list-unread')
    await run('samples/acknowledge-orders')
    const whole = await run('samples/archive-invoices')
    for (const id of [dry, failed, partly, whole]) await this.ended(id)
    const live = await run('finance/watch-the-portal')
    await run('finance/watch-the-portal')
    return { live, whole, dry, failed, partly }
  }

  private async ended(id: string): Promise<void> {
    const state = async () =>
      (await this.told<{ state: string }>(await this.request.get(`${this.room.url}/api/runs/${id}`))).state
    await expect.poll(state, { timeout: 60_000 }).not.toMatch(/queued|running/)
  }
}
