import { useEditing } from '../context'
import { sessionsBefore, variablesAt } from '../model/offers'
import { isWithin } from '../model/path'
import type { Asked } from './asked'
import { TextField } from './plain-fields'
import { SuggestedField } from './suggested-field'

/** A session: one that an earlier step opens. Where it is opened, a name of one's own. */
export function SessionField(asked: Asked) {
  const { seen, rows } = useEditing()
  const step = rows.findLast((row) => row.kind === 'step' && isWithin(asked.path, row.inner))
  if (step?.kind === 'step' && step.action === 'connect') return <TextField {...asked} />
  return <SuggestedField {...asked} data={sessionsBefore(seen.value, rows, step?.path)} />
}

export function VariableField(asked: Asked) {
  const { seen, rows, definitions } = useEditing()
  return <SuggestedField {...asked} data={variablesAt(seen.value, rows, asked.path, definitions.grammar)} />
}
