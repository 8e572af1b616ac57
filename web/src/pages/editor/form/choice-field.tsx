import { Select, Stack } from '@mantine/core'
import { useWords } from '../../../words/words'
import { mistakesAt, useEditing, useValue } from '../context'
import { isRecord, type Path, written } from '../model/path'
import { type FieldShape, shapeOf } from '../model/shape'
import { emptyOf } from '../model/skeleton'
import { marked } from './asked'
import { Field } from './field'
import { FormFields } from './form-fields'
import classes from './form.module.css'
import { Warned } from './warned'

/** One of several: which, and then its fields. What both ask for stays when another is chosen. */
export function ChoiceField({
  among,
  isRequired,
  form,
  path,
  label,
}: {
  among: FieldShape[]
  isRequired: boolean
  form?: string
  path: Path
  label?: string
}) {
  const { language } = useWords()
  const { draft, definitions, mistakes } = useEditing()
  const { value, disabled } = useValue(path)
  const held = isRecord(value) ? value : {}
  const chosen = among.find(({ key }) => key in held)
  const words = among.map(({ key }) => ({ value: key, ...definitions.field(form, key) }))
  // "Outlook, mail server or EWS": what there is to choose from says what is chosen.
  const several = new Intl.ListFormat(language === 'en' ? 'en-GB' : language, { type: 'disjunction' }).format(words.map((one) => one.label))
  const shape = chosen && shapeOf(chosen.schema, definitions.grammar)
  // What is wrong with the whole of what is chosen is said here: it has no field of its own.
  const found = [path, ...(chosen ? [[...path, chosen.key]] : [])].flatMap((place) => mistakesAt(mistakes, place, false))
  const mistake = found.find(({ severity }) => severity === 'error')
  const choose = (key: string | null) => {
    const next = among.find((one) => one.key === key)
    const before = chosen && held[chosen.key]
    const empty = next && emptyOf(next.schema, definitions.grammar)
    const changes: [Path, unknown][] = chosen ? [[[...path, chosen.key], undefined]] : []
    if (next) {
      const asked = shapeOf(next.schema, definitions.grammar)
      const fields = asked.kind === 'form' ? asked.fields.map((field) => field.key) : []
      const kept = isRecord(before) ? Object.entries(before).filter(([name]) => fields.includes(name)) : []
      const into = isRecord(empty) ? { ...empty, ...Object.fromEntries(kept) } : empty
      if (isRecord(value)) changes.push([[...path, next.key], into])
      else changes.push([path, { [next.key]: into }])
    }
    draft.setAll(changes)
  }
  return (
    <Stack gap="sm">
      <Select
        label={label ?? several}
        data={words.map((one) => ({ value: one.value, label: one.label }))}
        value={chosen?.key ?? null}
        withAsterisk={isRequired}
        clearable={!isRequired}
        disabled={disabled}
        error={mistake && marked(mistake.message)}
        data-path={written(path)}
        description={marked(words.find((one) => one.value === chosen?.key)?.help) || undefined}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        onChange={choose}
      />
      {found
        .filter((one) => one !== mistake)
        .map((one) => (
          <Warned of={one} key={one.code} />
        ))}
      {chosen && shape?.kind === 'form' && (shape.fields.length > 0 || shape.choice) && (
        <div className={classes.nested}>
          <FormFields key={chosen.key} shape={shape} path={[...path, chosen.key]} />
        </div>
      )}
      {chosen && shape && shape.kind !== 'form' && (
        <Field isRequired path={[...path, chosen.key]} schema={chosen.schema} {...definitions.field(form, chosen.key)} />
      )}
    </Stack>
  )
}
