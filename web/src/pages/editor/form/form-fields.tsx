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
export function FormFields({
  shape,
  path,
  usual,
}: {
  shape: FormShape
  path: Path
  /** The fields that most people fill in; none: the first ones. */
  usual?: ReadonlySet<string>
}) {
  const say = useSay()
  const { definitions, mistakes } = useEditing()
  const { value } = useValue(path)
  const [isAll, showAll] = useState(false)
  const held = isRecord(value) ? value : {}
  const drawn = shape.fields.filter(({ key, schema }) => {
    const { kind } = shapeOf(schema, definitions.grammar)
    const isClauses = definitions.grammar.parts({ properties: { [key]: schema } }).length > 0
    return kind !== 'steps' && !isClauses
  })
  const isFew = drawn.length <= SHOWN + 2
  const isShown = ({ key, isRequired }: FieldShape, at: number) =>
    isRequired ||
    isFew ||
    (usual ? usual.has(key) : at < SHOWN) ||
    held[key] !== undefined ||
    mistakesAt(mistakes, [...path, key], true).length > 0
  const first = drawn.filter(isShown)
  const rest = drawn.filter((field) => !first.includes(field))
  // What has to be chosen comes after what has to be filled in, and before what may be left out.
  const needed = shape.choice ? first.slice(0, first.findLastIndex(({ isRequired }) => isRequired) + 1) : []
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
      {first.slice(needed.length).map(draw)}
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
