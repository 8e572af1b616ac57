import { ActionIcon, Button, Group, Menu, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDots, IconDownload, IconPlayerPlay, IconPlus, IconRobot, IconSearch, IconSearchOff, IconTrash, IconUpload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { api, got, type Schemas } from '../../api/client'
import { usePages } from '../../api/pages'
import { useMay } from '../../session'
import { Confirm } from '../../ui/confirm'
import { EmptyState } from '../../ui/empty-state'
import { Listed } from '../../ui/listed'
import { Page } from '../../ui/page'
import { ProblemAlert } from '../../ui/problem-alert'
import { RowLink } from '../../ui/row-link'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import { Import } from './import'
import { NewAutomation } from './new-automation'
import { takeAway } from './bundle'

type Automation = Schemas['Automation']

/** The automations: to find one, to make one, to carry them elsewhere. */
export default function Automations() {
  const say = useSay()
  const may = useMay()
  const toast = useToast()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [wanted] = useDebouncedValue(text.trim(), 250)
  const [open, setOpen] = useState<'new' | 'import'>()
  const [leaving, leave] = useState<Automation>()
  const pages = usePages(['automations', wanted], (cursor) =>
    got(api.GET('/api/automations', { params: { query: { text: wanted || undefined, cursor } } })),
  )
  const remove = useMutation({
    mutationFn: (id: string) => api.DELETE('/api/automations/{id}', { params: { path: { id } } }),
    onSuccess: async () => {
      leave(undefined)
      toast(say('automation-deleted'))
      await client.invalidateQueries({ queryKey: ['automations'] })
    },
  })
  const carry = useMutation({ mutationFn: takeAway })
  const edits = may('edit_automations')
  const make = edits && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen('new')}>
      {say('automation-new')}
    </Button>
  )
  const isEmpty = pages.rows?.length === 0 && !wanted
  return (
    <Page
      title={say('nav-automations')}
      lead={say('automations-lead')}
      actions={
        <>
          {!isEmpty && (
            <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} loading={carry.isPending} onClick={() => carry.mutate(undefined)}>
              {say('automations-export')}
            </Button>
          )}
          {edits && (
            <Button variant="default" leftSection={<IconUpload size={18} aria-hidden />} onClick={() => setOpen('import')}>
              {say('automations-import')}
            </Button>
          )}
          {!isEmpty && make}
        </>
      }
    >
      {!isEmpty && (
        <TextInput
          type="search"
          aria-label={say('automations-search')}
          placeholder={say('automations-search')}
          leftSection={<IconSearch size={17} aria-hidden />}
          value={text}
          maw={420}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      )}
      <ProblemAlert problem={carry.error} />
      <Listed
        pages={pages}
        empty={
          wanted ? (
            <EmptyState icon={IconSearchOff} title={say('automations-none')} text={say('automations-none-text', { text: wanted })} />
          ) : (
            <EmptyState icon={IconRobot} title={say('automations-empty')} text={say('automations-empty-text')}>
              {make}
            </EmptyState>
          )
        }
      >
        {(rows) => (
          <Table
            label={say('nav-automations')}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                title: say('automation-name'),
                isName: true,
                cell: (row) => <RowLink to={`/automations/${row.id}`}>{row.name}</RowLink>,
              },
              { title: say('automation-path'), cell: (row) => row.path },
              { title: say('automation-version'), align: 'right', cell: (row) => row.version },
              { title: say('automation-changed'), cell: (row) => <Time at={row.changed_at} relative /> },
              {
                title: say('actions'),
                isActions: true,
                isCorner: true,
                cell: (row) => (
                  <Group gap="xs" justify="flex-end" wrap="nowrap">
                    {may('run_automations') && (
                      <Button
                        component={Link}
                        to={`/runs?start=${row.id}`}
                        size="compact-sm"
                        variant="light"
                        leftSection={<IconPlayerPlay size={14} aria-hidden />}
                        aria-label={say('automation-run', { what: row.name })}
                      >
                        {say('editor-run')}
                      </Button>
                    )}
                    <Menu position="bottom-end">
                      <Menu.Target>
                        <ActionIcon variant="subtle" color="gray" aria-label={say('actions-of', { what: row.name })}>
                          <IconDots size={18} aria-hidden />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={() => carry.mutate(row)}>
                          {say('automation-export')}
                        </Menu.Item>
                        {edits && (
                          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => leave(row)}>
                            {say('automation-delete')}
                          </Menu.Item>
                        )}
                      </Menu.Dropdown>
                    </Menu>
                  </Group>
                ),
              },
            ]}
          />
        )}
      </Listed>
      {open === 'new' && <NewAutomation close={() => setOpen(undefined)} />}
      {open === 'import' && <Import close={() => setOpen(undefined)} />}
      <Confirm
        opened={leaving !== undefined}
        title={say('automation-delete-title', { name: leaving?.name ?? '' })}
        act={say('automation-delete')}
        acting={remove.isPending}
        problem={remove.error}
        onConfirm={() => leaving && remove.mutate(leaving.id)}
        onClose={() => leave(undefined)}
      >
        {say('automation-delete-ask')}
      </Confirm>
    </Page>
  )
}

