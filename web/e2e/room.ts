import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test as base } from '@playwright/test'

const BINARY = process.env.CARTEIRO ?? join(import.meta.dirname, '../../target/debug/carteiro')

/** A program of ours that stays: what it prints, and how it is ended. */
class Standing {
  private constructor(
    private readonly child: ChildProcess,
    readonly said: string[],
  ) {}

  /** Started, and past the line that is waited for. */
  static async begun(args: string[], until: RegExp): Promise<Standing> {
    const child = spawn(BINARY, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LANG: 'C.UTF-8' } })
    const said: string[] = []
    await new Promise<void>((resolve, reject) => {
      const hear = (line: string) => {
        said.push(line)
        if (until.test(line)) resolve()
      }
      for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', hear)
      child.on('error', reject)
      child.on('exit', (code) => reject(new Error(`${args[0] ?? ''} ended with ${String(code)}:\n${said.join('\n')}`)))
    })
    return new Standing(child, said)
  }

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill('SIGINT')
    await ended
  }
}

export interface Room {
  url: string
  /** Makes the administrator, once. */
  token: string
}

/** A Control Room on a fresh folder, as long as somebody uses it. */
export async function opened(use: (room: Room) => Promise<void>): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'carteiro-e2e-'))
  const args = ['serve', '--data', data, '--listen', '127.0.0.1:0', '--lang', 'en']
  const server = await Standing.begun(args, /"token": "/)
  const text = server.said.join('\n')
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? ''
  await use({ url, token: /"token": "([0-9a-f]+)"/.exec(text)?.[1] ?? '' })
  await server.end()
  rmSync(data, { recursive: true, force: true })
}

/** A pretend mail server, which tells where it is. */
export async function pretended(use: (said: string[]) => Promise<void>): Promise<void> {
  const sandbox = await Standing.begun(['sandbox', '--stay', '--sample', '--lang', 'en'], /"summary"/)
  await use(sandbox.said)
  await sandbox.end()
}

/** A Control Room of its own, and a pretend mail server beside it. */
export const test = base.extend<{ room: Room; sandbox: string[] }>({
  // eslint-disable-next-line no-empty-pattern -- That is how Playwright is told that a fixture needs no other.
  room: async ({}, use) => opened(use),
  // eslint-disable-next-line no-empty-pattern -- As above.
  sandbox: async ({}, use) => pretended(use),
})
export { expect } from '@playwright/test'

export const PASSWORD = 'a letter for nobody'

/** Somebody who came in by the API: journeys that are about something else begin with it. */
export async function administrator(room: Room, request: import('@playwright/test').APIRequestContext) {
  const data = { token: room.token, name: 'Ana', password: PASSWORD, language: 'en' }
  await request.post(`${room.url}/api/setup`, { data })
  await request.post(`${room.url}/api/session`, { data: { name: 'Ana', password: PASSWORD } })
}
