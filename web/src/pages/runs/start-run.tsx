import { Alert, Select, Stack, Switch, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api, got } from '../../api/client'
import { Dialog } from '../../ui/dialog'
import { Form, Submit, useSend } from '../../ui/form'
import { Loading } from '../../ui/loading'
import { ProblemAlert } from '../../ui/problem-alert'
import { useSay } from '../../words/words'
import { type Declared, declaredIn, given, Misfit } from './declared'
import { useAutomations } from './use-automations'
import { VariableField } from './variable-field'

/** Starts a run: of which automation, with which values, and whether anything is to happen. */
export function StartRun({ automation, close }: { automation?: string; close: () => void }) {
  const say = useSay()
  const [chosen, setChosen] = useState(automation)
  const automations = useAutomations()
  const opened = useQuery({
    queryKey: ['automation', chosen, 'variables'],
    queryFn: async () => {
      const { text } = await got(api.GET('/api/automations/{id}', { params: { path: { id: chosen ?? '' } } }))
      return declaredIn(text).filter(({ type }) => type !== 'credential')
    },
    enabled: chosen !== undefined,
    staleTime: 0,
    gcTime: 0,
  })
  const data = automations.data?.map(({ id, name, path }) => ({ value: id, label: `${name} (${path})` })) ?? []
  return (
    <Dialog title={say('run-start')} close={close}>
      <Stack>
        <Select
          label={say('automation')}
          data={data}
          value={chosen ?? null}
          onChange={(id) => setChosen(id ?? undefined)}
          searchable
          data-autofocus={chosen === undefined ? true : undefined}
          nothingFoundMessage={say('nothing-found')}
        />
        {automations.data?.length === 0 && <Alert>{say('run-start-none')}</Alert>}
        <ProblemAlert problem={automations.error ?? opened.error} />
        {chosen !== undefined && (opened.data ? <Values key={chosen} automation={chosen} declared={opened.data} /> : opened.isFetching && <Loading />)}
      </Stack>
    </Dialog>
  )
}

interface Typed extends Record<string, unknown> {
  dry: boolean
  values: Record<string, string>
}

function Values({ automation, declared }: { automation: string; declared: Declared[] }) {
  const say = useSay()
  const client = useQueryClient()
  const navigate = useNavigate()
  const misfit = ({ type, required }: Declared, typed: string): string | null => {
    if (required && typed === '') return say('value-wanted')
    try {
      given(type, typed)
      return null
    } catch (thrown) {
      return thrown instanceof Misfit ? say(`variable-misfit-${thrown.wanted}`) : String(thrown)
    }
  }
  const form = useForm<Typed>({
    initialValues: { dry: false, values: Object.fromEntries(declared.map(({ name }) => [name, ''])) },
    validate: { values: Object.fromEntries(declared.map((one) => [one.name, (typed: string) => misfit(one, typed)])) },
  })
  const sending = useSend(form, {
    send: ({ dry, values }) => {
      const variables = Object.fromEntries(
        declared
          .map(({ name, type }) => [name, given(type, values[name] ?? '')] as const)
          .filter(([, value]) => value !== undefined),
      )
      return got(api.POST('/api/runs', { body: { automation, dry_run: dry, variables: variables as Record<string, never> } }))
    },
    done: (run) => {
      void client.invalidateQueries({ queryKey: ['runs'] })
      void navigate(`/runs/${run.id}`)
    },
  })
  return (
    <Form form={form} sending={sending} label={say('run-start')}>
      {declared.length > 0 && (
        <Text size="sm" c="dimmed">
          {say('variables-lead')}
        </Text>
      )}
      {declared.map((one) => {
        const { value, onChange, error } = form.getInputProps(`values.${one.name}`) as {
          value: string
          onChange: (value: string) => void
          error?: string
        }
        return <VariableField key={one.name} of={one} value={value} onChange={onChange} error={error} />
      })}
      <Switch label={say('dry-run')} description={say('dry-run-help')} {...form.getInputProps('dry', { type: 'checkbox' })} />
      <Submit>{say(form.values.dry ? 'run-start-dry' : 'run-start')}</Submit>
    </Form>
  )
}
