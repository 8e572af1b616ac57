import type { Page } from '@playwright/test'
import { Desk } from './desk'
import { administrator, expect, test } from './room'

const STEPS = 300
const TIMES = 10

/** An automation as people write them: loops, and in them what is done to a mail. */
function long(): string {
  const connect = `  - connect:
      session: office
      mail_server: { host: mail.example.org, auth: { basic: { username: { credential: mail/box.user }, password: { credential: mail/box.password } } } }
`
  const loop = (number: number) => `  - for_each_mail:
      session: office
      folder: Folder ${number}
      where: { status: unread, subject: { regex: 'Invoice (?<number>[0-9]+)' } }
      do:
        - save_attachments: { to: "files/{{ mail.received_at.year }}", types: [pdf] }
        - mark: { read: true }
        - move: { to: "Done/{{ mail.received_at.year }}" }
        - log: { text: "{{ mail.match.number }} of {{ mail.from }}" }
`
  const loops = Array.from({ length: (STEPS - 5) / 5 }, (_, number) => loop(number))
  const logs = Array.from({ length: 4 }, (_, number) => `  - log: { text: "line ${number}" }\n`)
  return `name: Long\nsteps:\n${connect}${logs.join('')}${loops.join('')}`
}

/** From the key or click to the picture that shows what it did, as the browser itself sees it. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const spans: number[] = []
    Object.assign(window, { spans })
    const heard = (event: Event) => {
      const began = event.timeStamp
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => spans.push(performance.now() - began)
        port2.postMessage(null)
      })
    }
    for (const name of ['keydown', 'dblclick', 'click']) addEventListener(name, heard, true)
  })
}

test(`an automation of ${STEPS} steps`, async ({ page, room }) => {
  await administrator(room, page.request)
  const made = await page.request.post(`${room.url}/api/automations`, { data: { path: 'long.yaml', text: long() } })
  expect(made.status(), await made.text()).toBe(201)
  const { automation } = (await made.json()) as { automation: { id: string } }
  const desk = new Desk(page)
  const before = Date.now()
  await page.goto(`${room.url}/automations/${automation.id}`)
  await expect(desk.line(/^Connect/)).toBeVisible()
  console.log(`opened in ${Date.now() - before} ms`)
  await listen(page)
  const measured = async (name: string, act: () => Promise<unknown>) => {
    const spans: number[] = []
    for (let time = 0; time < TIMES; time += 1) {
      await page.evaluate(() => ((window as unknown as { spans: number[] }).spans.length = 0))
      await act()
      await page.waitForFunction(() => (window as unknown as { spans: number[] }).spans.length > 0)
      spans.push(...(await page.evaluate(() => (window as unknown as { spans: number[] }).spans)))
    }
    spans.sort((one, other) => one - other)
    const shown = (at: number) => `${(spans[at] ?? NaN).toFixed(0)} ms`
    console.log(`${name.padEnd(24)} median ${shown(Math.floor(spans.length / 2))}, slowest ${shown(spans.length - 1)}`)
  }
  const press = (key: string) => () => page.keyboard.press(key)
  await desk.tree.getByRole('treeitem').nth(3).click()
  await measured('choosing the next step', press('ArrowDown'))
  await desk.tree.getByRole('treeitem').nth(3).click()
  await measured('moving a step down', press('Alt+ArrowDown'))
  await measured('undoing it', press('Control+z'))
  await measured('doing it again', press('Control+Shift+z'))
  await measured('duplicating', press('Control+d'))
  await measured('switching off and on', press('Control+/'))
  await measured('deleting', press('Delete'))
  await desk.action('Log').focus()
  await measured('adding a step', press('Enter'))
  await desk.field('Text').click()
  await measured('typing in a field', press('a'))
})
