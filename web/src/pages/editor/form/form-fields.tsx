import { Button, Collapse, Stack } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useSay } from '../../../words/words'
import { mistakesAt, useEditing, useValue } from '../context'
import { isRecord, type Path } from '../model/path'
import { type FieldShape, type FormShape, shapeOf } from '../model/shape'
import { ChoiceField } from './choice-field'
import { Field } from './field'

/** So many fields are shown before the rest is folded away. */
const SHOWN = 5

/** The fields of a form. The rare ones that nobody has filled in are folded away. */
export function FormFields({ shape, path, leaveOut = [] }: { shape: FormShape; path: Path; leaveOut?: string[] }) {
  const say = useSay()
  const { definitions, mistakes } = useEditing()
  const { value } = useValue(path)
  const [isAll, showAll] = useState(false)
  const held = isRecord(value) ? value : {}
  const drawn = shape.fields.filter(({ key, schema }) => {
    const { kind } = shapeOf(schema, definitions.grammar)
    const isClauses = definitions.grammar.parts({ properties: { [key]: schema } }).length > 0
    return kind !== 'steps' && !isClauses && !leaveOut.includes(key)
  })
  const isShown = ({ key, isRequired }: FieldShape, at: number) =>
    isRequired || at < SHOWN || drawn.length <= SHOWN + 2 || held[key] !== undefined || mistakesAt(mistakes, [...path, key], true).length > 0
  const needed = drawn.filter(({ isRequired }) => isRequired)
  const others = drawn.filter(({ isRequired }) => !isRequired)
  const first = others.filter((field) => isShown(field, needed.length + others.indexOf(field)))
  const rest = others.filter((field) => !first.includes(field))
  const draw = ({ key, schema, isRequired }: FieldShape) => (
    <Field
      key={key}
      form={shape.form}
      path={[...path, key]}
      schema={schema}
      isRequired={isRequired}
      {...definitions.field(shape.form, key)}
    />
  )
  return (
    <Stack gap="sm">
      {needed.map(draw)}
      {shape.choice && <ChoiceField {...shape.choice} form={shape.form} path={path} />}
      {first.map(draw)}
      {rest.length > 0 && (
        <>
          <Button
            variant="subtle"
            size="compact-sm"
            w="fit-content"
            aria-expanded={isAll}
            rightSection={<IconChevronDown size={14} aria-hidden style={{ rotate: isAll ? '180deg' : undefined }} />}
            onClick={() => showAll(!isAll)}
          >
            {say(isAll ? 'editor-fewer-fields' : 'editor-more-fields', { count: rest.length })}
          </Button>
          <Collapse expanded={isAll}>{isAll && <Stack gap="sm">{rest.map(draw)}</Stack>}</Collapse>
        </>
      )}
    </Stack>
  )
}
