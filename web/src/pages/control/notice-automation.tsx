import { Select, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, got, type Schemas } from '../../api/client'
import { useMay } from '../../session'
import { Form, Submit, useSend } from '../../ui/form'
import { Section } from '../../ui/section'
import { Time } from '../../ui/time'
import { useToast } from '../../ui/toasts'
import { Said, useSay } from '../../words/words'

const ADDRESS = '/api/settings/notice-automation'
const key = ['notice-automation']

/** Whether notices go out by mail too: by an automation that sends them, in the name of whoever chose it. */
export function NoticeAutomation() {
  const say = useSay()
  const may = useMay()('view_automations')
  const query = useQuery({ queryKey: key, queryFn: () => got(api.GET(ADDRESS)) })
  if (!may || query.data === undefined) return null
  return <Choice key={query.data?.set_at} chosen={query.data} say={say} />
}

function Choice({ chosen, say }: { chosen: Schemas['NoticeAutomation'] | null; say: ReturnType<typeof useSay> }) {
  const toast = useToast()
  const client = useQueryClient()
  const automations = useQuery({
    queryKey: ['automations', 'names'],
    queryFn: () => got(api.GET('/api/automations', { params: { query: { limit: 500 } } })),
  })
  const form = useForm({ initialValues: { automation: chosen?.automation_id ?? '' } })
  const field = () => 'automation' as const
  const sending = useSend(form, {
    field,
    send: ({ automation }) => api.PUT(ADDRESS, { body: { automation: automation || null } }),
    done: () => {
      toast(say('saved'))
      void client.invalidateQueries({ queryKey: key })
    },
  })
  return (
    <Section title={say('notice-automation')} lead={say('notice-automation-lead')}>
      <Stack maw={640}>
        {chosen && (
          <Text size="sm">
            <Said
              id="notice-automation-now"
              values={{ path: chosen.path, version: chosen.version, person: chosen.person }}
            />{' '}
            <Time at={chosen.set_at} relative />
          </Text>
        )}
        <Form form={form} sending={sending} field={field} label={say('notice-automation')}>
          <Select
            label={say('notice-automation')}
            description={say('notice-automation-help')}
            data={[
              { value: '', label: say('notice-automation-none') },
              ...(automations.data?.items ?? []).map(({ id, path }) => ({ value: id, label: path })),
            ]}
            searchable
            nothingFoundMessage={say('nothing-found')}
            {...form.getInputProps('automation')}
          />
          <div>
            <Submit>{say('save')}</Submit>
          </div>
        </Form>
      </Stack>
    </Section>
  )
}
