import { Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api, type Schemas, seen } from '../../api/client'
import type { Problem } from '../../api/problem'
import { Changed } from '../../ui/changed'
import { CopyField } from '../../ui/copy-field'
import { Form, Submit, useSend } from '../../ui/form'
import { asLines, ofLines } from '../../ui/lines'
import { SecretInput } from '../../ui/secret-input'
import { Section } from '../../ui/section'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import { Groups } from './groups'

type Provider = Schemas['Provider']

function field(problem: Problem) {
  const names = ['name', 'issuer', 'client_id', 'name_claim', 'groups_claim', 'scopes'] as const
  const isUnreached = ['sso-clear', 'sso-discovery', 'sso-unreachable'].includes(problem.words)
  return isUnreached ? 'issuer' : names.find((name) => problem.at(`/details/${name}`))
}

function values(details?: Provider['details']) {
  return {
    name: details?.name ?? '',
    issuer: details?.issuer ?? '',
    client_id: details?.client_id ?? '',
    secret: '',
    secret_in_body: details?.secret_in_body ?? false,
    scopes: asLines(details?.scopes ?? ['email', 'profile']),
    name_claim: details?.name_claim ?? 'email',
    groups_claim: details?.groups_claim ?? '',
    groups: Object.entries(details?.groups ?? {}).map(([group, roles]) => ({ group, roles })),
    makes_people: details?.makes_people ?? false,
    ends_passwords: details?.ends_passwords ?? false,
  }
}
export type ProviderValues = ReturnType<typeof values>

/** As the API takes it. A secret that is not typed stays as it is. */
function given({ secret, scopes, groups, groups_claim: claim, ...rest }: ProviderValues): Schemas['Given'] {
  return {
    details: {
      ...rest,
      scopes: ofLines(scopes),
      groups_claim: claim.trim() || null,
      groups: Object.fromEntries(groups.filter(({ group }) => group).map(({ group, roles }) => [group, roles])),
    },
    ...(secret ? { secret } : {}),
  }
}

export function ProviderForm({ provider, again }: { provider?: Provider; again: () => void }) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const go = useNavigate()
  const wanted = (text: string) => (text.trim() ? null : say('value-wanted'))
  const form = useForm({
    initialValues: values(provider?.details),
    validate: { name: wanted, issuer: wanted, client_id: wanted },
  })
  const sending = useSend(form, {
    field,
    send: async (typed) => {
      const params = { path: { id: provider?.id ?? '' }, header: seen(provider?.version ?? 0) }
      if (provider) await api.PUT('/api/sso-providers/{id}', { body: given(typed), params })
      else await api.POST('/api/sso-providers', { body: given(typed) })
    },
    done: () => {
      toast(say('saved'))
      void client.invalidateQueries({ queryKey: ['sso-providers'] })
      if (!provider) void go('/people/single-sign-on')
    },
  })
  const text = (name: 'name' | 'issuer' | 'client_id' | 'name_claim' | 'groups_claim') => ({
    label: say(`sso-field-${name}`),
    description: say(`sso-help-${name}`),
    autoComplete: 'off',
    ...form.getInputProps(name),
  })
  const box = (name: 'secret_in_body' | 'makes_people' | 'ends_passwords') => ({
    label: say(`sso-field-${name}`),
    description: say(`sso-help-${name}`),
    ...form.getInputProps(name, { type: 'checkbox' }),
  })
  return (
    <Form form={form} sending={sending} field={field} label={say('sso')}>
      <Section title={say('sso-where')} lead={say('sso-where-lead')}>
        <Stack maw={640}>
          <CopyField label={say('callback-url')} value={`${location.origin}/api/sso/callback`} />
          <TextInput {...text('name')} />
          <TextInput type="url" {...text('issuer')} />
          <TextInput {...text('client_id')} />
          <SecretInput
            label={say('sso-field-secret')}
            description={say(provider?.has_secret ? 'secret-stays' : 'sso-help-secret')}
            autoComplete="off"
            {...form.getInputProps('secret')}
          />
          <Checkbox {...box('secret_in_body')} />
          <Textarea
            label={say('sso-field-scopes')}
            description={say('sso-help-scopes')}
            autosize
            minRows={2}
            {...form.getInputProps('scopes')}
          />
        </Stack>
      </Section>
      <Section title={say('sso-who')} lead={say('sso-who-lead')}>
        <Stack maw={640}>
          <Checkbox {...box('makes_people')} />
          <TextInput {...text('name_claim')} />
          <Checkbox {...box('ends_passwords')} />
        </Stack>
      </Section>
      <Section title={say('sso-groups')} lead={say('sso-groups-lead')}>
        <TextInput maw={640} {...text('groups_claim')} />
        <Groups form={form} />
      </Section>
      <div>
        <Submit>{say('save')}</Submit>
      </div>
      <Changed problem={sending.error} again={again} />
    </Form>
  )
}
