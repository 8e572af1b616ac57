import { Anchor, Stack, Text } from '@mantine/core'
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
      ]}
    />
  )
}

/** What was done, and the way to everything else that was done to the same. */
function What({ row }: { row: Recorded }) {
  const say = useSay()
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" fw={500} className={classes.what}>
        {row.said}
      </Text>
      {row.refused && <Status tone="bad">{say('audit-refused')}</Status>}
      {row.about && (
        <Anchor component={Link} to={`/audit?about=${row.about}`} size="xs" fw={400}>
          {say('audit-about')}
        </Anchor>
      )}
    </Stack>
  )
}
