import { Desk, practised } from './desk'
import { complaints, lookedAt } from './looked-at'
import { expect, test } from './room'

const HTML =
  '<p onclick="alert(1)">Pay <b>now</b></p><img src="https://track.example/p.gif"><script>document.title = "caught"</script><a href="https://evil.example/">here</a>'

test('whoever builds an automation reads what it finds, and what others have designed does nothing', async ({ page, room }) => {
  const mailbox = await practised(room, page.request)
  const heard = complaints(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const connect = `  - connect:
      session: sandbox
      mail_server:
        host: 127.0.0.1
        port: ${mailbox.imap}
        security: none
        auth: { basic: { username: ${mailbox.username}, password: { credential: sandbox/ana.password } } }
        outgoing: { host: 127.0.0.1, port: ${mailbox.smtp}, security: none }
`
  const send = `name: Write\nsteps:\n${connect}  - send: { session: sandbox, to: ${mailbox.username}, subject: Designed, html: '${HTML}', sent_copy: false }\n`
  const begun = await page.request.post(`${room.url}/api/runs`, { data: { text: send } })
  expect(begun.ok(), await begun.text()).toBe(true)
  const run = (await begun.json()) as { id: string }
  const state = async () => ((await (await page.request.get(`${room.url}/api/runs/${run.id}`)).json()) as { state: string }).state
  await expect.poll(state).toBe('ok')
  const text = `name: Read\nsteps:\n${connect}  - for_each_mail:\n      session: sandbox\n      where: { subject: Designed }\n      do:\n        - log: { text: "{{ mail.text }}" }\n`
  const saved = await page.request.post(`${room.url}/api/automations`, { data: { path: 'read.yaml', text } })
  const { automation } = (await saved.json()) as { automation: { id: string } }

  const desk = new Desk(page)
  await page.goto(`${room.url}/automations/${automation.id}`)
  await desk.line(/^For each mail/).click()
  await desk.form.getByRole('button', { name: 'Preview what it finds' }).click()
  await desk.form.getByRole('button', { name: 'Designed' }).click()
  const dialog = page.getByRole('dialog', { name: 'Designed' })
  await expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveValue(/Pay now/)
  await lookedAt(page)
  await dialog.getByText('As it was designed').click()
  const shown = dialog.frameLocator('iframe')
  await expect(shown.getByText('Pay now')).toBeVisible()
  await expect(shown.locator('b')).toHaveText('now')
  for (const gone of ['img', 'script', '[href]', '[onclick]']) await expect(shown.locator(gone)).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(asked.filter((url) => !url.startsWith(room.url))).toEqual([])
  // What drives the browser wants to run there, and may not.
  expect(heard.filter((one) => !one.includes('about:srcdoc'))).toEqual([])
})
