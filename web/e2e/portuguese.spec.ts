import { practised } from './desk'
import { complaints, lookedAt } from './looked-at'
import { expect, test } from './room'

test('em português: os rótulos são os de sempre, e uma pequena automação é montada e executada', async ({ page, room }) => {
  const heard = complaints(page)
  const { imap, username } = await practised(room, page.request)
  const { version } = (await (await page.request.get(`${room.url}/api/me`)).json()) as { version: number }
  await page.request.patch(`${room.url}/api/me`, { data: { language: 'pt-BR' }, headers: { 'If-Match': `"${version}"` } })
  await page.goto(`${room.url}/automations/new`)
  await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR')
  const actions = page.getByRole('region', { name: 'Ações', exact: true })
  const form = page.getByRole('region', { name: 'Formulário' })
  const line = (name: RegExp) => page.getByRole('tree', { name: 'Etapas' }).getByRole('treeitem', { name })
  /** A field's label; a star stands behind what has to be filled in. */
  const called = (field: string) => form.getByText(new RegExp(`^${field.replace(/[()]/g, '\\$&')}( \\*)?$`)).first()
  const choose = async (name: string, option: string) => {
    await form.getByRole('combobox', { name, exact: true }).click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  await form.getByRole('textbox', { name: 'Nome', exact: true }).fill('Contar e-mails')

  await test.step('Conectar', async () => {
    await actions.getByRole('button', { name: 'Conectar', exact: true }).dblclick()
    await form.getByRole('textbox', { name: 'Nome da sessão', exact: true }).fill('caixa')
    await form.getByRole('combobox', { name: 'Outlook, Servidor de e-mail ou EWS' }).click()
    await expect(page.getByRole('option')).toHaveText(['Outlook', 'Servidor de e-mail', 'EWS'])
    await page.getByRole('option', { name: 'EWS' }).click()
    for (const field of ['Versão do Exchange', 'Nuvem da Azure', 'Nome do domínio']) await expect(called(field)).toBeVisible()
    await choose('Modo de autenticação', 'OAuth2-ROPC')
    for (const field of ['ID do cliente', 'ID do locatário', 'Segredo do cliente']) await expect(called(field)).toBeVisible()
    await choose('Modo de autenticação', 'OAuth2-Implícito')
    await expect(called('URI de redirecionamento')).toBeVisible()
    await choose('Modo de autenticação', 'Gerenciada pela Control Room')
    for (const field of ['Conexão', 'Tipo de token']) await expect(called(field)).toBeVisible()
    await form.getByRole('combobox', { name: 'Tipo de token' }).click()
    await expect(page.getByRole('option')).toHaveText(['Compartilhado', 'Específico do usuário'])
    await page.keyboard.press('Escape')
    await form.getByRole('combobox', { name: 'Modo de autenticação' }).click()
    await expect(page.getByRole('option')).toContainText([
      'Básico',
      'OAuth2 – Código de autorização com PKCE',
      'OAuth2 – Credenciais de clientes',
      'Gerenciada pela Control Room',
    ])
    await page.keyboard.press('Escape')
    await choose('Outlook, Servidor de e-mail ou EWS', 'Servidor de e-mail')
    for (const field of ['Protocolo', 'Host', 'Porta', 'Usar conexão segura (SSL/TLS)']) await expect(called(field)).toBeVisible()
    await form.getByRole('textbox', { name: 'Host' }).fill('127.0.0.1')
    await form.getByRole('textbox', { name: 'Porta' }).fill(String(imap))
    await form.getByRole('combobox', { name: 'Usar conexão segura (SSL/TLS)' }).click()
    await page.getByRole('option', { name: /^Nenhuma/ }).click()
    await choose('Modo de autenticação', 'Básico')
    await form.getByRole('radiogroup', { name: 'Nome de usuário' }).getByText('String insegura').click()
    await form.getByRole('textbox', { name: 'Nome de usuário: String insegura' }).fill(username)
    for (const way of ['Credencial', 'Variável', 'String insegura'])
      await expect(form.getByRole('radiogroup', { name: 'Senha' }).getByText(way, { exact: true })).toBeVisible()
    await choose('Senha: Credencial', 'sandbox/ana.password')
    await form.getByRole('button', { name: 'Testar conexão' }).click()
    await expect(form.getByText('A conexão funciona.')).toBeVisible()
    await lookedAt(page)
  })

  await test.step('contar, registrar, salvar e executar', async () => {
    await actions.getByRole('button', { name: 'Contar e-mails', exact: true }).dblclick()
    await expect(form.getByRole('combobox', { name: 'Nome da sessão' })).toHaveValue('caixa')
    await form.getByRole('textbox', { name: 'Pasta' }).fill('INBOX')
    await form.getByRole('combobox', { name: 'Como', exact: true }).fill('quantos')
    await actions.getByRole('button', { name: 'Registrar', exact: true }).dblclick()
    await form.getByRole('textbox', { name: 'Texto' }).pressSequentially('São {{ quan')
    await page.keyboard.press('Enter')
    await expect(form.getByRole('textbox', { name: 'Texto' })).toHaveValue('São {{ quantos }}')
    await expect(line(/^Registrar, São/)).toBeVisible()
    await expect(page.locator('[aria-busy="false"]').filter({ hasText: 'Sem erros' })).toBeVisible()
    await page.getByRole('button', { name: 'Salvar', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Salvar' }).click()
    await expect(page).toHaveURL(/\/automations\/[0-9a-f-]{36}$/)
    await page.getByRole('button', { name: 'Executar', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Executar a automação' })
    await dialog.getByRole('switch', { name: 'Simulação' }).uncheck()
    await dialog.getByRole('button', { name: 'Iniciar a execução' }).click()
    await expect(dialog.getByRole('log')).toContainText(/São \d+/)
    await expect(dialog.getByText('Concluída', { exact: true })).toBeVisible()
    await lookedAt(page)
  })
  expect(heard).toEqual([])
})
