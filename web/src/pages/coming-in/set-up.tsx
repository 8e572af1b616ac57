import { Checkbox, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Navigate, useNavigate } from 'react-router'
import { api, got, seen } from '../../api/client'
import type { Problem } from '../../api/problem'
import { useComeIn } from '../../session'
import { Door } from '../../ui/door'
import { Form, Submit, useSend } from '../../ui/form'
import { NAMES } from '../../ui/language-menu'
import { SecretInput } from '../../ui/secret-input'
import { type Language, LANGUAGES } from '../../words/language'
import { useWords } from '../../words/words'

/** Which field what was refused is about. */
function field({ words }: Problem) {
  if (words === 'setup-token') return 'token'
  if (words === 'name-illegal') return 'name'
  if (words === 'password-length') return 'password'
  return undefined
}

/** Where one stands who begins with the sandbox; where it does not start, the Overview offers it once more and tells why. */
function begun(): Promise<string> {
  return api.POST('/api/practice').then(
    () => '/automations',
    () => '/',
  )
}

/** The first start: whoever has the token that was printed becomes the administrator. */
export default function SetUp() {
  const { say, language, change } = useWords()
  const navigate = useNavigate()
  const comeIn = useComeIn()
  const setUp = useQuery({ queryKey: ['setup'], queryFn: () => got(api.GET('/api/setup')) })
  // `carteiro serve` prints the address with the token behind it: what is there is sent to nobody.
  const [carried] = useState(() => location.hash.slice(1))
  const form = useForm({
    initialValues: { token: carried, name: '', password: '', again: '', sandbox: false },
    validate: {
      token: (token) => (token.trim() ? null : say('setup-token-wanted')),
      name: (name) => (name.trim() ? null : say('name-wanted')),
      again: (again, { password }) => (again === password ? null : say('password-differs')),
    },
  })
  const sending = useSend(form, {
    field,
    send: async ({ token, name, password, sandbox }) => {
      await api.POST('/api/setup', { body: { token: token.trim(), name, password, language } })
      await api.POST('/api/session', { body: { name, password } })
      const { version } = await got(api.GET('/api/me'))
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
      await api.PATCH('/api/me', { body: { language, time_zone: timeZone }, params: { header: seen(version) } })
      await comeIn()
      return sandbox ? begun() : '/'
    },
    done: (there) => void navigate(there, { replace: true }),
  })
  if (setUp.data?.is_set_up && !sending.isPending && !sending.isSuccess) return <Navigate to="/sign-in" replace />
  return (
    <Door title={say('setup-title')} lead={say('setup-lead')}>
      <Form form={form} sending={sending} field={field} label={say('setup-title')}>
        <Select
          label={say('language')}
          data={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
          value={language}
          onChange={(chosen) => void change(chosen as Language)}
        />
        {(!carried || form.errors.token) && (
          <TextInput
            label={say('setup-token')}
            description={say('setup-token-help')}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('token')}
          />
        )}
        <TextInput
          label={say('user-name')}
          description={say('setup-name-help')}
          autoComplete="username"
          autoCapitalize="none"
          {...form.getInputProps('name')}
        />
        <SecretInput
          label={say('password')}
          description={say('password-help')}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <SecretInput label={say('password-again')} autoComplete="new-password" {...form.getInputProps('again')} />
        <Checkbox
          label={say('sandbox-try')}
          description={say('setup-sandbox-help')}
          {...form.getInputProps('sandbox', { type: 'checkbox' })}
        />
        <Submit fullWidth>{say('setup-do')}</Submit>
      </Form>
    </Door>
  )
}
