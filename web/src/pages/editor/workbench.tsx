import {
  type Active,
  type CollisionDetection,
  closestCenter,
  DndContext,
  type DragMoveEvent,
  DragOverlay,
  PointerSensor,
  pointerWithin,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { type ReactNode, useState } from 'react'
import { useEditing } from './context'
import { dropAt } from './model/moves'
import type { Row } from './model/rows'
import { insertAction } from './tree/commands'
import type { Mark } from './tree/tree'
import classes from './tree/tree.module.css'

/** What is under the pointer; below the last line, that one. */
const under: CollisionDetection = (given) => {
  const hit = pointerWithin(given)
  return hit.length > 0 ? hit : closestCenter(given)
}

/** Where steps are carried about: from the palette into the tree, and within it. */
export function Workbench({ children }: { children: (mark?: Mark) => ReactNode }) {
  const editing = useEditing()
  const { rows, draft, definitions } = editing
  const [carried, carry] = useState<Active>()
  const [mark, setMark] = useState<Mark>()
  // A click is no drag.
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }))
  const moved = ({ over, activatorEvent, delta }: DragMoveEvent) => {
    if (!over || !(activatorEvent instanceof PointerEvent)) return setMark(undefined)
    const half = activatorEvent.clientY + delta.y < over.rect.top + over.rect.height / 2 ? 'upper' : 'lower'
    setMark((now) => (now?.id === over.id && now.half === half ? now : { id: String(over.id), half }))
  }
  const ended = () => {
    carry(undefined)
    setMark(undefined)
  }
  const dropped = (active: Active) => {
    const row = rows.find(({ key }) => key === mark?.id)
    const target = row && mark && dropAt(row, mark.half, rows)
    const action: unknown = active.data.current?.action
    const from = rows.find(({ key }) => key === active.id)
    if (typeof action === 'string') {
      if (target ?? rows.length === 0) insertAction(editing, action, target)
    } else if (from && target) draft.move(from.path, target.list, target.index)
    ended()
  }
  const labelOf = (row: Row | undefined) => {
    const action = row?.kind === 'step' ? definitions.action(row.action) : undefined
    return action && definitions.say(action.label)
  }
  const label: unknown = carried && (carried.data.current?.label ?? labelOf(rows.find(({ key }) => key === carried.id)))
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={under}
      // By keyboard steps move in the tree itself, which tells what has become of them.
      accessibility={{ restoreFocus: false, screenReaderInstructions: { draggable: '' }, announcements: SILENT }}
      onDragStart={({ active }) => carry(active)}
      onDragMove={moved}
      onDragOver={moved}
      onDragEnd={({ active }) => dropped(active)}
      onDragCancel={ended}
    >
      {children(mark)}
      <DragOverlay dropAnimation={null}>
        {typeof label === 'string' && <div className={classes.carried}>{label}</div>}
      </DragOverlay>
    </DndContext>
  )
}

const none = () => undefined
const SILENT = { onDragStart: none, onDragOver: none, onDragEnd: none, onDragCancel: none }
