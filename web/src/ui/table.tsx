import { Table as Plain } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSay } from '../words/words'
import classes from './table.module.css'

export interface Column<T> {
  /** Its heading; on narrow screens it stands before each value. */
  title: string
  cell: (row: T) => ReactNode
  /** What a row is called: it heads the card on narrow screens. One column is it. */
  isName?: boolean
  /** Buttons: the heading is for those who do not see. */
  isActions?: boolean
  /** One small button: on narrow screens it stands in the corner of the card. */
  isCorner?: boolean
  align?: 'right'
}

/** A table, which is a list of cards on narrow screens. The roles are said since cards are no table by themselves. */
export function Table<T>({
  label,
  rows,
  columns,
  rowKey,
}: {
  label: string
  rows: T[]
  columns: Column<T>[]
  rowKey: (row: T) => string
}) {
  const say = useSay()
  return (
    <Plain role="table" aria-label={label} className={classes.table} verticalSpacing="sm" horizontalSpacing="md">
      <Plain.Thead role="rowgroup">
        <Plain.Tr role="row">
          {columns.map((column) => (
            <Plain.Th role="columnheader" scope="col" key={column.title} ta={column.align}>
              {column.isActions ? <span className={classes.unseen}>{say('actions')}</span> : column.title}
            </Plain.Th>
          ))}
        </Plain.Tr>
      </Plain.Thead>
      <Plain.Tbody role="rowgroup">
        {rows.map((row) => (
          <Plain.Tr role="row" key={rowKey(row)}>
            {columns.map((column) => (
              <Plain.Td
                role={column.isName ? 'rowheader' : 'cell'}
                key={column.title}
                ta={column.align}
                data-label={column.isName || column.isActions ? undefined : column.title}
                className={column.isName ? classes.name : column.isActions ? `${classes.actions} ${column.isCorner ? classes.corner : ''}` : undefined}
              >
                {column.cell(row)}
              </Plain.Td>
            ))}
          </Plain.Tr>
        ))}
      </Plain.Tbody>
    </Plain>
  )
}
