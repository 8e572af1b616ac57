import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useSay } from '../../../words/words'
import { mistakesAt, useEditing, useValue } from '../context'
import { type FormShape, shapeOf } from '../model/shape'
import { emptyOf } from '../model/skeleton'
import { type Asked, marked } from './asked'
import { ChoiceField } from './choice-field'
import { FormFields } from './form-fields'
import classes from './form.module.css'

/** A form in a form. One that nobody has to fill in is added first. */
export function NestedForm({ shape, ...asked }: Asked & { shape: FormShape }) {
  const say = useSay()
  const { definitions, mistakes } = useEditing()
  const { value, set, disabled } = useValue(asked.path)
  const [isOpen, open] = useState(false)
  const there = value !== undefined && value !== null
  const isPureChoice = shape.fields.length === 0
  if (shape.words.length > 0) return <WordOrForm {...asked} shape={shape} />
  if (isPureChoice && shape.choice)
    return <ChoiceField among={shape.choice.among} isRequired={asked.isRequired} form={shape.form} path={asked.path} label={asked.label} />
  if (!there && !asked.isRequired && !isOpen)
    return (
      <div>
        <Button
          variant="default"
          size="compact-sm"
          disabled={disabled}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => {
            const empty = emptyOf(asked.schema, definitions.grammar)
            if (empty && Object.keys(empty).length > 0) set(empty)
            open(true)
          }}
        >
          {asked.label}
        </Button>
        {asked.help && (
          <Text size="xs" c="dimmed" mt={4}>
            {marked(asked.help)}
          </Text>
        )}
      </div>
    )
  const [mistake] = mistakesAt(mistakes, asked.path, false)
  return (
    <fieldset className={classes.nested} data-path={asked.path.join('.')}>
      <legend className={classes.legend}>{asked.label}</legend>
      <Stack gap="sm">
        {mistake && (
          <Text size="xs" c={mistake.severity === 'error' ? 'var(--mantine-color-error)' : undefined}>
            {marked(mistake.message)}
          </Text>
        )}
        <FormFields shape={shape} path={asked.path} />
        {!asked.isRequired && !asked.isBare && (
          <Group>
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              disabled={disabled}
              leftSection={<IconX size={13} aria-hidden />}
              onClick={() => {
                set(undefined)
                open(false)
              }}
            >
              {say('editor-remove', { what: asked.label })}
            </Button>
          </Group>
        )}
      </Stack>
    </fieldset>
  )
}

/** A word that is known, or a form instead: `provider: google`, or one of one's own. */
function WordOrForm({ shape, ...asked }: Asked & { shape: FormShape }) {
  const { definitions, mistakes } = useEditing()
  const { value, set, disabled } = useValue(asked.path)
  const among = shape.choice?.among ?? []
  const own = among.find(({ key }) => typeof value === 'object' && value !== null && key in value)
  const [mistake] = mistakesAt(mistakes, asked.path, false)
  const data = [
    ...shape.words.map((option) => ({ value: option.value, label: definitions.option(option) })),
    ...among.map(({ key }) => ({ value: key, label: definitions.field(shape.form, key).label })),
  ]
  const choose = (now: string | null) => {
    const next = among.find(({ key }) => key === now)
    set(next ? { [next.key]: emptyOf(next.schema, definitions.grammar) } : (now ?? undefined))
  }
  const inner = own && { ...own, path: [...asked.path, own.key] }
  return (
    <Stack gap="sm">
      <Select
        label={asked.label}
        description={marked(asked.help)}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        data={data}
        value={own?.key ?? (typeof value === 'string' ? value : null)}
        withAsterisk={asked.isRequired}
        clearable={!asked.isRequired}
        disabled={disabled}
        error={mistake && marked(mistake.message)}
        onChange={choose}
      />
      {inner && (
        <div className={classes.nested}>
          <Inner {...inner} />
        </div>
      )}
    </Stack>
  )
}

function Inner({ path, schema }: { path: Asked['path']; schema: Asked['schema'] }) {
  const { definitions } = useEditing()
  const shape = shapeOf(schema, definitions.grammar)
  return shape.kind === 'form' ? <FormFields shape={shape} path={path} /> : null
}
