import { Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api, got, seen } from '../../api/client'
import { Changed } from '../../ui/changed'
import { CopyField } from '../../ui/copy-field'
import { Form, Submit, useSend } from '../../ui/form'
import { Section } from '../../ui/section'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import { type Connection, connections, type ProviderForm } from './asked-for'
import { asked, type Draft, draft, missing, written } from './draft'
import { DrawnField } from './drawn-field'
import { about } from './about'

const PARTS = [
  { words: 'how', names: ['name', 'title', 'grant', 'token', 'services'] },
  {
    words: 'registered',
    names: [
      'tenant', 'cloud', 'client_id', 'secret', 'secret_expires_on', 'certificate', 'service_account_key', 'subject',
      'issuer', 'authorization_url', 'token_url', 'device_url',
    ],
  },
]

/** What a provider asks for, in three steps, drawn from the form that the server gives of it. */
export function ConnectionForm({
  form: of,
  connection,
  again,
}: {
  form: ProviderForm
  connection?: Connection
  again: () => void
}) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const go = useNavigate()
  const others = useQuery({ ...connections, enabled: !connection }).data
  const isKept = (name: string) =>
    (name === 'secret' && connection?.has_secret) ||
    (name === 'certificate' && connection?.has_certificate) ||
    (name === 'service_account_key' && connection?.has_service_account_key) ||
    false
  const form = useForm<Draft>({
    initialValues: draft(of, connection),
    validate: (typed) =>
      Object.fromEntries(missing(of, typed, isKept).map((name) => [name, say('value-wanted')])),
  })
  const fields = asked(of, form.values.grant)
  const field = about(fields)
  const sending = useSend(form, {
    field,
    send: (typed) => {
      const body = written(of, typed)
      if (!connection) return got(api.POST('/api/connections', { body }))
      const params = { path: { id: connection.id }, header: seen(connection.version) }
      return got(api.PUT('/api/connections/{id}', { body, params }))
    },
    done: ({ id }) => {
      toast(say('saved'))
      void client.invalidateQueries({ queryKey: ['connections'] })
      void client.invalidateQueries({ queryKey: ['expiries'] })
      void go(`/connections/${id}`)
    },
  })
  const named = new Set(PARTS.flatMap(({ names }) => names))
  const rest = { words: 'use', names: fields.map(({ name }) => name).filter((name) => !named.has(name)) }
  const callback = connection?.callback_url ?? others?.[0]?.callback_url ?? `${location.origin}/api/oauth/callback`
  return (
    <Form form={form} sending={sending} field={field} label={say('connection')}>
      {[...PARTS, rest].map(({ words, names }) => (
        <Section key={words} title={say(`step-${words}`)} lead={say(`step-${words}-lead`)}>
          <Stack maw={640}>
            {words === 'registered' && form.values.grant === 'authorization_code' && (
              <CopyField label={say('callback-url')} description={say('callback-url-help')} value={callback} />
            )}
            {names.flatMap((name) => fields.filter((one) => one.name === name)).map((one) => (
              <DrawnField key={one.name} field={one} of={of} form={form} isKept={isKept(one.name)} />
            ))}
          </Stack>
        </Section>
      ))}
      <div>
        <Submit>{say(connection ? 'save' : 'connection-create')}</Submit>
      </div>
      <Changed problem={sending.error} again={again} />
    </Form>
  )
}
