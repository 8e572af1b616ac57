import { Button, Group, Select, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api, got } from '../../api/client'
import { useMay, useMe } from '../../session'
import { useSay } from '../../words/words'
import type { Filters } from './filters'
import { SINCE } from './filters'
import { STATES } from './states'
import { useAutomations } from './use-automations'

/** Which runs are shown. Whose: only where one may see those of others. */
export function FilterBar({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const say = useSay()
  const may = useMay()
  const me = useMe()
  const automations = useAutomations().data
  const people = useQuery({
    queryKey: ['people', 'choice'],
    queryFn: async () => (await got(api.GET('/api/people', { params: { query: { limit: 500 } } }))).items,
    enabled: may('manage_people') && may('view_others_runs'),
  }).data
  const others = people?.filter(({ id }) => id !== me.id).map(({ id, name }) => ({ value: id, label: name })) ?? []
  const set = (more: Partial<Filters>) => change({ ...filters, ...more })
  const days = filters.from !== undefined || filters.until !== undefined
  return (
    <Group align="flex-end" gap="sm" role="search" aria-label={say('runs-filters')}>
      <Select
        label={say('state')}
        w={{ base: 'calc(50% - 6px)', xs: 170 }}
        data={[{ value: '', label: say('any') }, ...STATES.map((value) => ({ value, label: say(`run-state-${value}`) }))]}
        value={filters.state ?? ''}
        onChange={(value) => set({ state: STATES.find((state) => state === value) })}
      />
      {automations && automations.length > 0 && (
        <Select
          label={say('automation')}
          w={{ base: 'calc(50% - 6px)', xs: 240 }}
          searchable
          clearable
          placeholder={say('any')}
          nothingFoundMessage={say('nothing-found')}
          data={automations.map(({ id, name, path }) => ({ value: id, label: `${name} (${path})` }))}
          value={filters.automation ?? null}
          onChange={(value) => set({ automation: value ?? undefined })}
        />
      )}
      {may('view_others_runs') && (
        <Select
          label={say('run-whose')}
          w={{ base: 'calc(50% - 6px)', xs: 190 }}
          searchable={others.length > 8}
          data={[{ value: '', label: say('runs-everybody') }, { value: me.id, label: say('runs-mine') }, ...others]}
          value={filters.person ?? ''}
          onChange={(value) => set({ person: value || undefined })}
        />
      )}
      <Select
        label={say('runs-since')}
        w={{ base: 'calc(50% - 6px)', xs: 200 }}
        data={[
          { value: '', label: say('any-time') },
          ...Object.keys(SINCE).map((value) => ({ value, label: say(`since-${value}`) })),
          { value: 'days', label: say('since-days') },
        ]}
        value={filters.since ?? (days ? 'days' : '')}
        onChange={(value) => {
          const since = (Object.keys(SINCE) as (keyof typeof SINCE)[]).find((one) => one === value)
          const today = new Date().toISOString().slice(0, 10)
          set({ since, from: value === 'days' ? today : undefined, until: value === 'days' ? today : undefined })
        }}
      />
      {days && (
        <>
          <TextInput
            type="date"
            label={say('days-from')}
            value={filters.from ?? ''}
            onChange={(event) => set({ from: event.currentTarget.value || undefined })}
          />
          <TextInput
            type="date"
            label={say('days-until')}
            value={filters.until ?? ''}
            onChange={(event) => set({ until: event.currentTarget.value || undefined })}
          />
        </>
      )}
      {Object.values(filters).some(Boolean) && (
        <Button variant="subtle" leftSection={<IconX size={16} aria-hidden />} onClick={() => change({})}>
          {say('filters-clear')}
        </Button>
      )}
    </Group>
  )
}
