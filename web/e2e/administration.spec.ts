import type { Page } from '@playwright/test'
import { complaints, lookedAt } from './looked-at'
import { administrator, expect, PASSWORD, test } from './room'

const VALUE = 'a value that nobody sees again'

async function chosen(page: Page, field: string, option: string) {
  await page.getByRole('combobox', { name: field }).or(page.getByRole('textbox', { name: field })).first().click()
  await page.getByRole('option', { name: option }).click()
}

test('an administrator makes a role, a person, a locker and a credential; that person sees what they may', async ({
  page,
  room,
  browser,
}) => {
  const heard = complaints(page)
  await administrator(room, page.request)

  await test.step('a role, by keyboard alone', async () => {
    await page.goto(`${room.url}/people/roles`)
    await page.getByRole('button', { name: 'Make a role' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Make a role' })
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
    await page.keyboard.type('Finance builders')
    await dialog.getByRole('checkbox', { name: 'View automations' }).press('Space')
    await dialog.getByRole('checkbox', { name: 'View connections' }).press('Space')
    await lookedAt(page)
    await dialog.getByRole('button', { name: 'Save' }).press('Enter')
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('columnheader', { name: 'Finance builders' })).toBeVisible()
    await lookedAt(page)
  })

  await test.step('a person who holds it', async () => {
    await page.goto(`${room.url}/people`)
    await page.getByRole('button', { name: 'Add somebody' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'User name' }).fill('bia')
    await dialog.getByLabel('First password').fill('short')
    await dialog.getByRole('checkbox', { name: 'Finance builders' }).check()
    await dialog.getByRole('button', { name: 'Add somebody' }).click()
    // What the server refuses stands at its field.
    await expect(dialog.getByLabel('First password')).toHaveAttribute('aria-invalid', 'true')
    await dialog.getByLabel('First password').fill(PASSWORD)
    await dialog.getByRole('button', { name: 'Add somebody' }).click()
    await expect(page.getByRole('heading', { name: 'bia', level: 1 })).toBeVisible()
    await expect(page.getByRole('checkbox', { name: 'Finance builders' })).toBeChecked()
    await lookedAt(page)
  })

  await test.step('a locker that the role consumes', async () => {
    await page.goto(`${room.url}/vault`)
    await page.getByRole('button', { name: 'Make a locker' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Finance!')
    await dialog.getByRole('button', { name: 'Make a locker' }).click()
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveAttribute('aria-invalid', 'true')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('finance')
    await dialog.getByRole('button', { name: 'Make a locker' }).click()
    await expect(page.getByRole('heading', { name: 'finance', level: 1 })).toBeVisible()
    await page.getByRole('button', { name: 'Let a role use it' }).click()
    await chosen(page, 'Role', 'Finance builders')
    await page.getByRole('dialog').getByRole('button', { name: 'Let a role use it' }).click()
    await expect(page.getByRole('button', { name: 'Remove: Finance builders' })).toBeVisible()
    await lookedAt(page)
  })

  await test.step('a credential, with a value that is never shown again', async () => {
    await page.getByRole('button', { name: 'Add a credential' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).first().fill('mail')
    await dialog.getByRole('textbox', { name: 'Allowed hosts' }).fill('imap.example.org')
    await lookedAt(page)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('heading', { name: 'mail', level: 1 })).toBeVisible()
    for (const value of ['the first one', VALUE]) {
      await page.getByRole('button', { name: /^(Set a value|Replace): password$/ }).click()
      await page.getByRole('dialog').getByRole('textbox', { name: 'password' }).fill(value)
      await page.getByRole('button', { name: 'Seal and save' }).click()
      await expect(page.getByRole('dialog')).toBeHidden()
    }
    expect(await page.content()).not.toContain(VALUE)
    await page.getByRole('button', { name: 'Versions: password' }).click()
    await page.getByRole('button', { name: 'Restore: 1' }).click()
    await page.getByRole('dialog').last().getByRole('button', { name: 'Restore', exact: true }).click()
    await expect(page.getByText('3, number 1 again')).toBeVisible()
    await lookedAt(page)
  })

  await test.step('all of it is in the log', async () => {
    await page.goto(`${room.url}/audit`)
    await page.getByRole('textbox', { name: 'Text' }).fill('finance')
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(page).toHaveURL(/text=finance/)
    await expect(page.getByText('The locker finance was made.')).toBeVisible()
  })

  await test.step('a change that came too late is told, and nothing is overwritten', async () => {
    await page.goto(`${room.url}/settings`)
    await page.getByRole('textbox', { name: 'Runs at once' }).fill('4')
    await page.request.put(`${room.url}/api/settings`, { data: { runs_at_once: 6 }, headers: { 'If-Match': '"0"' } })
    await page.getByRole('form', { name: 'Runs' }).getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('alert')).toBeVisible()
    await page.getByRole('button', { name: 'Show what it is now' }).click()
    await expect(page.getByRole('textbox', { name: 'Runs at once' })).toHaveValue('6')
  })
  expect(heard).toEqual([])

  await test.step('the person signs in, and sees only what they may', async () => {
    const context = await browser.newContext()
    const theirs = await context.newPage()
    await theirs.goto(`${room.url}/sign-in`)
    await theirs.getByRole('textbox', { name: 'User name' }).fill('bia')
    await theirs.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await theirs.getByRole('button', { name: 'Sign in' }).click()
    await expect(theirs.getByRole('heading', { name: 'Hello, bia' })).toBeVisible()
    const ways = theirs.getByRole('navigation', { name: 'Navigation' })
    await expect(ways.getByRole('link', { name: 'OAuth connections' })).toBeVisible()
    for (const unseen of ['People and roles', 'Audit log', 'Settings'])
      await expect(ways.getByRole('link', { name: unseen, exact: true })).toHaveCount(0)
    await theirs.goto(`${room.url}/people`)
    await expect(theirs.getByRole('heading', { name: 'You may not see this', level: 1 })).toBeVisible()
    await theirs.goto(`${room.url}/connections`)
    await expect(theirs.getByRole('heading', { name: 'No OAuth connections yet' })).toBeVisible()
    await expect(theirs.getByRole('link', { name: 'Create connection' })).toHaveCount(0)
    await theirs.goto(`${room.url}/vault`)
    await expect(theirs.getByRole('button', { name: 'Make a locker' })).toHaveCount(0)
    await theirs.getByRole('link', { name: 'finance', exact: true }).click()
    await expect(theirs.getByRole('link', { name: 'mail', exact: true })).toBeVisible()
    await expect(theirs.getByRole('button', { name: 'Add a credential' })).toHaveCount(0)
    await expect(theirs.getByText('Who is in it')).toHaveCount(0)
    await theirs.getByRole('link', { name: 'mail', exact: true }).click()
    await expect(theirs.getByRole('heading', { name: 'mail', level: 1 })).toBeVisible()
    await expect(theirs.getByRole('button', { name: /Set a value|Versions|Remove/ })).toHaveCount(0)
    await lookedAt(theirs)
    await context.close()
  })
})
