import { ActionIcon, Anchor, Stack, Text, Tooltip } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { Schemas } from '../../api/client'
import { Status } from '../../ui/status'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import classes from './records.module.css'

type Recorded = Schemas['Recorded']

export function Records({ rows }: { rows: Recorded[] }) {
  const say = useSay()
  return (
    <Table
      label={say('nav-audit')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { title: say('audit-what'), isName: true, cell: (row) => <What row={row} /> },
        {
          title: say('audit-who'),
          cell: (row) =>
            row.person_id ? (
              <Anchor component={Link} to={`/audit?person=${row.person_id}`} size="sm">
                {row.person}
              </Anchor>
            ) : (
              (row.person ?? say('nobody'))
            ),
        },
        {
          title: say('audit-way'),
          cell: (row) => (
            <Stack gap={0} className={classes.short}>
              <span>{say(`way-${row.way}`)}</span>
              {row.address && (
                <Text size="sm" c="dimmed">
                  {row.address}
                </Text>
              )}
            </Stack>
          ),
        },
        { title: say('audit-when'), cell: (row) => (
            <span className={classes.short}>
              <Time at={row.at} detail="second" />
            </span>
          ) },
        { title: say('actions'), isActions: true, isCorner: true, cell: (row) => row.about && <Same about={row.about} /> },
      ]}
    />
  )
}

/** The way to everything that was done to the same. */
function Same({ about }: { about: string }) {
  const label = useSay()('audit-about')
  return (
    <Tooltip label={label}>
      <ActionIcon component={Link} to={`/audit?about=${about}`} variant="subtle" color="gray" aria-label={label}>
        <IconFilter size={17} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

/** What was done; that it was refused. */
function What({ row }: { row: Recorded }) {
  const say = useSay()
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" fw={500} className={classes.what}>
        {row.said}
      </Text>
      {row.refused && <Status tone="bad">{say('audit-refused')}</Status>}
    </Stack>
  )
}
