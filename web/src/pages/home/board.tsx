import { Anchor, Group, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Listed } from '../../ui/listed'
import { Section } from '../../ui/section'
import classes from './board.module.css'

/** A part of the dashboard: what wants somebody; or that nothing does, which is good news and said so. */
export function Board<T>({
  title,
  lead,
  well,
  of,
  all,
  rowKey,
  children,
}: {
  title: string
  lead: string
  well: string
  of: { rows: T[] | undefined; error: unknown; again: () => void }
  /** Where more than these are. */
  all?: { to: string; title: string }
  rowKey: (row: T) => string
  children: (row: T) => ReactNode
}) {
  const empty = (
    <Group gap="xs" wrap="nowrap">
      <IconCircleCheck size={20} aria-hidden className={classes.well} />
      <Text size="sm">{well}</Text>
    </Group>
  )
  return (
    <Section
      title={title}
      lead={lead}
      actions={
        all && (
          <Anchor component={Link} to={all.to} size="sm">
            {all.title}
          </Anchor>
        )
      }
    >
      <Listed pages={of} empty={empty}>
        {(rows) => (
          <ul className={classes.list}>
            {rows.map((row) => (
              <li key={rowKey(row)} className={classes.row}>
                {children(row)}
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </Section>
  )
}
