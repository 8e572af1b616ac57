import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, got, type Schemas, seen } from '../../api/client'
import { AskFirst } from '../../ui/ask-first'
import { Dialog } from '../../ui/dialog'
import { Listed, listed } from '../../ui/listed'
import { Status } from '../../ui/status'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import { credential } from './asked-for'

/** The values that an attribute has had: when and by whom, never which. */
export function Versions({
  of,
  attribute,
  close,
}: {
  of: Schemas['Credential']
  attribute: string
  close: () => void
}) {
  const say = useSay()
  const path = { id: of.id, attribute }
  const key = ['credentials', of.id, attribute, 'versions']
  const query = useQuery({
    queryKey: key,
    queryFn: () => got(api.GET('/api/credentials/{id}/attributes/{attribute}/versions', { params: { path } })),
  })
  return (
    <Dialog title={say('value-versions-of', { name: `${of.name}.${attribute}` })} close={close} size="xl">
      <Stack>
        <Text size="sm" c="dimmed">
          {say('value-versions-lead')}
        </Text>
        <Listed pages={listed(query)} empty={<Text>{say('value-missing')}</Text>}>
          {(rows) => (
            <Table
              label={say('value-versions')}
              rows={rows}
              rowKey={(row) => String(row.number)}
              columns={[
                {
                  title: say('value-version-number'),
                  isName: true,
                  cell: (row) =>
                    row.restored
                      ? say('value-version-restored', { number: row.number, of: row.restored })
                      : String(row.number),
                },
                { title: say('value-version-set'), cell: (row) => <Time at={row.set_at} /> },
                { title: say('value-version-by'), cell: (row) => row.set_by ?? say('value-version-by-key') },
                {
                  title: say('actions'),
                  isActions: true,
                  cell: (row) =>
                    row.is_current ? (
                      <Status tone="good">{say('value-version-current')}</Status>
                    ) : (
                      <AskFirst
                        size="compact-sm"
                        isHarmless
                        label={say('value-version-restore')}
                        name={`${say('value-version-restore')}: ${row.number}`}
                        title={say('value-version-restore-title', { number: row.number })}
                        act={() =>
                          api.POST('/api/credentials/{id}/attributes/{attribute}/versions/{number}/restore', {
                            params: { path: { ...path, number: row.number }, header: seen(of.version) },
                          })
                        }
                        said={say('value-version-restored-now')}
                        keys={[credential(of.id).queryKey]}
                      >
                        {say('value-version-restore-ask')}
                      </AskFirst>
                    ),
                },
              ]}
            />
          )}
        </Listed>
      </Stack>
    </Dialog>
  )
}
