import { useDraggable, useDroppable } from '@dnd-kit/core'
import { ActionIcon } from '@mantine/core'
import { IconAlertTriangle, IconChevronDown, IconCircleX, IconPlus } from '@tabler/icons-react'
import { type CSSProperties, memo } from 'react'
import { useSay } from '../../../words/words'
import { GroupIcon } from '../group-icon'
import type { Command } from './commands'
import { LineMenu } from './line-menu'
import classes from './tree.module.css'

export interface LineProps {
  id: string
  kind: 'step' | 'list' | 'clause'
  depth: number
  /** Where it begins, in rem. */
  top: number
  /** The how manieth of how many, where not all of them are drawn. */
  position?: number
  count?: number
  label: string
  summary: string
  group?: string
  isChosen: boolean
  isFocusable: boolean
  isOff: boolean
  isOpen: boolean
  /** Folded or not; undefined: there is nothing in it. */
  isFolded?: boolean
  canAdd: boolean
  wrong?: 'error' | 'warning'
  mark?: 'upper' | 'lower'
  on: LineEvents
}
export interface LineEvents {
  choose: (id: string) => void
  fold: (id: string) => void
  act: (id: string, command: Command) => void
  addClause: (id: string) => void
}

/** A line of the tree. It is drawn anew only when what it shows has changed. */
export const Line = memo(function Line(props: LineProps) {
  const { id, kind, depth, top, position, count, label, summary, group, isChosen, isFocusable, isOff, isOpen, isFolded, canAdd, wrong, mark, on } = props
  const say = useSay()
  const isStep = kind === 'step'
  const { setNodeRef: asDrop } = useDroppable({ id, disabled: !isOpen })
  const { setNodeRef: asDrag, listeners, isDragging } = useDraggable({ id, disabled: !isOpen || !isStep })
  return (
    <div
      ref={(element) => {
        asDrop(element)
        asDrag(element)
      }}
      {...listeners}
      onKeyDown={undefined}
      role="treeitem"
      aria-level={depth + 1}
      aria-posinset={position}
      aria-setsize={count}
      aria-selected={isChosen}
      aria-expanded={isFolded === undefined ? undefined : !isFolded}
      aria-label={[label, summary, isOff && say('editor-off'), wrong && say(`editor-wrong-${wrong}`)].filter(Boolean).join(', ')}
      tabIndex={isFocusable ? 0 : -1}
      data-line={id}
      data-mark={mark}
      data-carried={isDragging || undefined}
      className={[classes.line, kind === 'list' && classes.list, isOff && classes.off].filter(Boolean).join(' ')}
      style={{ '--depth': depth, top: `${top}rem` } as CSSProperties}
      onClick={() => on.choose(id)}
    >
      {isFolded === undefined ? (
        <span className={classes.fold} />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className={classes.fold}
          data-folded={isFolded || undefined}
          aria-label={say(isFolded ? 'editor-unfold' : 'editor-fold', { step: label })}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={(event) => {
            event.stopPropagation()
            on.fold(id)
          }}
        >
          <IconChevronDown size={15} aria-hidden />
        </button>
      )}
      {isStep && (
        <span className={classes.icon}>
          <GroupIcon group={group} />
        </span>
      )}
      <div className={classes.told}>
        <div className={classes.label}>{label}</div>
        {summary && <div className={classes.summary}>{summary}</div>}
      </div>
      {wrong === 'error' && <IconCircleX size={18} aria-hidden className={classes.wrong} />}
      {wrong === 'warning' && <IconAlertTriangle size={18} aria-hidden className={classes.unwise} />}
      {canAdd && isOpen && (
        <ActionIcon
          variant="subtle"
          size="sm"
          tabIndex={-1}
          aria-label={say('editor-add-to', { field: label })}
          onClick={(event) => {
            event.stopPropagation()
            on.addClause(id)
          }}
        >
          <IconPlus size={15} aria-hidden />
        </ActionIcon>
      )}
      {isStep && isOpen && <LineMenu label={label} isOff={isOff} act={(command) => on.act(id, command)} />}
    </div>
  )
})
