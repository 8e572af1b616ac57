import { complaints, lookedAt } from './looked-at'
import { expect, PASSWORD, test } from './room'

test('somebody with no mailbox at hand sets Carteiro up, begins with the sandbox, and runs a sample', async ({ page, room }) => {
  test.slow()
  const heard = complaints(page)

  await test.step('the address that was printed has the token in it', async () => {
    await page.goto(`${room.url}/set-up#${room.token}`)
    await expect(page.getByRole('heading', { name: 'Welcome to Carteiro' })).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Set-up token' })).toBeHidden()
    await page.getByRole('textbox', { name: 'User name' }).fill('Ana')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByLabel('The password again').fill(PASSWORD)
    await page.getByRole('checkbox', { name: 'Try the sandbox' }).check()
    await lookedAt(page)
    await page.getByRole('button', { name: 'Make me the administrator' }).click()
  })

  await test.step('three automations are there to be run', async () => {
    await expect(page.getByRole('heading', { name: 'Automations', level: 1 })).toBeVisible()
    for (const name of ['Acknowledge orders', 'Archive invoices', 'List unread mail'])
      await expect(page.getByRole('link', { name, exact: true })).toBeVisible()
    await lookedAt(page)
  })

  await test.step('one of them runs, and ends well', async () => {
    await page.getByRole('link', { name: 'Run Archive invoices' }).click()
    await page.getByRole('dialog', { name: 'Start a run' }).getByRole('button', { name: 'Start a run' }).click()
    await expect(page.getByRole('heading', { name: 'Archive invoices', level: 1 })).toBeVisible()
    await expect(page.getByRole('main').getByText('Done', { exact: true }).first()).toBeVisible()
    await page.getByRole('tab', { name: 'Messages' }).click()
    await expect(page.getByRole('table', { name: 'Messages of this run' })).toContainText('Invoice')
    await lookedAt(page)
  })
  expect(heard).toEqual([])
})
