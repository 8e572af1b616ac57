import { Button, Group, Paper, Pill, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { api, got } from '../../api/client'
import { useMay } from '../../session'
import { useSay } from '../../words/words'
import { type Filter, KINDS, NAMES } from './filter'

/** What is looked for in the log. */
export function AuditFilter({ filter, look }: { filter: Filter; look: (wanted: Record<string, string>) => void }) {
  const say = useSay()
  const mayList = useMay()('manage_people')
  const people = useQuery({
    queryKey: ['people', 'names'],
    queryFn: () => got(api.GET('/api/people', { params: { query: { limit: 500 } } })),
    enabled: mayList,
  })
  const form = useForm({
    initialValues: Object.fromEntries(NAMES.map((name) => [name, filter[name] ?? ''])) as Required<Filter>,
  })
  const any = { value: '', label: say('audit-any') }
  const wanted = (values: Record<string, string>) =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value))
  return (
    <Paper
      component="form"
      role="search"
      aria-label={say('audit-search')}
      p="md"
      bg="var(--room-raised)"
      onSubmit={form.onSubmit((values) => look(wanted(values)))}
    >
      <SimpleGrid cols={{ base: 2, md: 3 }}>
        <TextInput label={say('audit-text')} autoComplete="off" {...form.getInputProps('text')} />
        {mayList && (
          <Select
            label={say('audit-who')}
            data={[any, ...(people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
            searchable
            nothingFoundMessage={say('nothing-found')}
            {...form.getInputProps('person')}
          />
        )}
        <Select
          label={say('audit-kind')}
          data={[any, ...KINDS.map((value) => ({ value, label: say(`kind-${value}`) }))]}
          {...form.getInputProps('code')}
        />
        <TextInput type="date" label={say('audit-from')} {...form.getInputProps('from')} />
        <TextInput type="date" label={say('audit-until')} {...form.getInputProps('until')} />
        <Select
          label={say('audit-outcome')}
          data={[any, { value: 'yes', label: say('audit-refused') }, { value: 'no', label: say('audit-done') }]}
          {...form.getInputProps('refused')}
        />
      </SimpleGrid>
      <Group mt="md" gap="sm">
        <Button type="submit">{say('audit-search')}</Button>
        {Object.keys(filter).length > 0 && (
          <Button variant="default" onClick={() => look({})}>
            {say('audit-all')}
          </Button>
        )}
        {filter.about && <Pill size="lg">{say('audit-about-one')}</Pill>}
      </Group>
    </Paper>
  )
}
