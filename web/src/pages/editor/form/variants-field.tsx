import { NativeSelect, Stack } from '@mantine/core'
import { useState } from 'react'
import { useSay } from '../../../words/words'
import { useEditing } from '../context'
import { shapeOf, type Variant, variantOf } from '../model/shape'
import { emptyOf } from '../model/skeleton'
import { type Asked, textOf, useAsked } from './asked'
import { Field } from './field'
import { FormFields } from './form-fields'
import { isRecord } from '../model/path'
import classes from './form.module.css'

/** A value that may be written in several ways: how, and then what. */
export function VariantsField({ variants, ...asked }: Asked & { variants: Variant[] }) {
  const say = useSay()
  const { definitions } = useEditing()
  const { value, set, input } = useAsked(asked, false)
  const [chosen, choose] = useState<string>()
  const found = variantOf(value, variants)
  const isLeftOut = value === undefined || value === null
  const variant = (isLeftOut ? variants.find(({ name }) => name === chosen) : undefined) ?? found
  if (!variant) return null
  const shape = shapeOf(variant.schema, definitions.grammar)
  // A text is a part of what is looked for where it may also be the whole of it.
  const isFilter = variants.some(({ name }) => name === 'contains')
  const word = (name: string) =>
    name === 'text' && !isFilter ? say('editor-way-as-short') : ['text', 'list', 'form', 'value', 'type'].includes(name) ? say(`editor-way-as-${name}`) : definitions.field(undefined, name).label
  const change = (name: string) => {
    choose(name)
    const next = variants.find((one) => one.name === name)
    if (isLeftOut || !next) return
    // What was typed goes along.
    const text = isRecord(value) ? textOf(Object.values(value)[0]) : textOf([value].flat()[0])
    const into = emptyOf(next.schema, definitions.grammar)
    set(Array.isArray(into) ? [value] : isRecord(into) && name in into ? { ...into, [name]: keptIn(into[name], text) } : text)
  }
  return (
    <Stack gap={4}>
      <div className={classes.row}>
        <div>
          {shape.kind === 'form' ? (
            <NativeSelect
              {...input}
              value={variant.name}
              data={variants.map(({ name }) => ({ value: name, label: word(name) }))}
              onChange={({ currentTarget }) => change(currentTarget.value)}
            />
          ) : (
            <Field {...asked} schema={variant.schema} />
          )}
        </div>
        {shape.kind !== 'form' && (
          <NativeSelect
            className={classes.key}
            mt={asked.isBare ? 0 : 24}
            aria-label={say('editor-written-as', { field: asked.label })}
            disabled={input.disabled}
            value={variant.name}
            data={variants.map(({ name }) => ({ value: name, label: word(name) }))}
            onChange={({ currentTarget }) => change(currentTarget.value)}
          />
        )}
      </div>
      {shape.kind === 'form' && (
        <div className={classes.nested}>
          <FormFields shape={shape} path={asked.path} />
        </div>
      )}
    </Stack>
  )
}

function keptIn(empty: unknown, text: string): unknown {
  return empty === '' ? text : empty
}
