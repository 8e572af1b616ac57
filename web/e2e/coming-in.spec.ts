import { complaints, lookedAt } from './looked-at'
import { expect, PASSWORD, test } from './room'
import { code } from './totp'

test('somebody sets Carteiro up, changes the language, turns on the second factor, and comes in again', async ({
  page,
  room,
}) => {
  const heard = complaints(page)

  await test.step('the first start leads to the set-up', async () => {
    await page.goto(room.url)
    await expect(page.getByRole('heading', { name: 'Welcome to Carteiro' })).toBeVisible()
    await lookedAt(page)
    await page.getByRole('button', { name: 'Make me the administrator' }).click()
    await expect(page.getByRole('textbox', { name: 'Set-up token' })).toBeFocused()
    await page.getByRole('textbox', { name: 'Set-up token' }).fill('another')
    await page.getByRole('textbox', { name: 'User name' }).fill('Ana')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByLabel('The password again').fill(PASSWORD)
    await page.getByRole('button', { name: 'Make me the administrator' }).click()
    // What the server refuses stands at its field.
    await expect(page.getByRole('textbox', { name: 'Set-up token' })).toHaveAttribute('aria-invalid', 'true')
    await page.getByRole('textbox', { name: 'Set-up token' }).fill(room.token)
    await page.getByRole('button', { name: 'Make me the administrator' }).click()
    await expect(page.getByRole('heading', { name: 'Hello, Ana' })).toBeVisible()
    await lookedAt(page)
  })

  await test.step('the language changes at once, and is kept', async () => {
    // The server is told as well: it answers in that language from then on.
    const kept = () => page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok())
    await page.getByRole('button', { name: 'Language' }).click()
    const portuguese = kept()
    await page.getByRole('menuitemradio', { name: 'Português (Brasil)' }).click()
    await expect(page.getByRole('heading', { name: 'Olá, Ana' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR')
    await portuguese
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Olá, Ana' })).toBeVisible()
    await page.getByRole('button', { name: 'Idioma' }).click()
    const english = kept()
    await page.getByRole('menuitemradio', { name: 'English' }).click()
    await expect(page.getByRole('heading', { name: 'Hello, Ana' })).toBeVisible()
    await english
  })

  let secret = ''
  let recovery = ''
  await test.step('the second factor is turned on', async () => {
    await page.goto(`${room.url}/me/security`)
    await page.getByRole('button', { name: 'Turn on the second factor' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('img', { name: 'QR code' })).toBeVisible()
    await lookedAt(page)
    secret = await dialog.getByRole('textbox', { name: 'type this key' }).inputValue()
    await dialog.getByRole('textbox', { name: 'Code' }).fill('000000')
    await dialog.getByRole('button', { name: 'Turn on' }).click()
    await expect(dialog.getByRole('textbox', { name: 'Code' })).toHaveAttribute('aria-invalid', 'true')
    await dialog.getByRole('textbox', { name: 'Code' }).fill(code(secret))
    await dialog.getByRole('button', { name: 'Turn on' }).click()
    await expect(page.getByRole('dialog', { name: 'Your recovery codes' })).toBeVisible()
    recovery = (await page.locator('code').first().textContent()) ?? ''
    await lookedAt(page)
    await page.getByRole('checkbox', { name: 'I have kept them' }).check()
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('region', { name: 'Second factor' }).getByText('On', { exact: true })).toBeVisible()
  })

  await test.step('signing out, and in again where one was', async () => {
    await page.getByRole('button', { name: 'Signed in as Ana' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await lookedAt(page)
    await page.goto(`${room.url}/me/tokens`)
    await page.getByRole('textbox', { name: 'User name' }).fill('ana')
    await page.getByLabel('Password', { exact: true }).fill('another password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert')).toBeVisible()
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('heading', { name: 'One more step' })).toBeVisible()
    await lookedAt(page)
    await page.getByRole('button', { name: 'Use a recovery code' }).click()
    await page.getByRole('textbox', { name: 'Recovery code' }).fill(recovery)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('heading', { name: 'API tokens', level: 1 })).toBeVisible()
  })

  await test.step('a session that has ended leads to the sign-in', async () => {
    await page.context().clearCookies()
    await page.getByRole('link', { name: 'Notices' }).first().click()
    await expect(page).toHaveURL(/\/sign-in\?to=%2Fnotices$/)
  })
  expect(heard).toEqual([])
})
