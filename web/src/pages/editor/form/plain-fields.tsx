import { Input, NumberInput, SegmentedControl, Switch, TextInput } from '@mantine/core'
import { useId } from 'react'
import { useSay } from '../../../words/words'
import { type Asked, textOf, useAsked } from './asked'
import { Warned } from './warned'

export function TextField(asked: Asked) {
  const { value, set, fallback, input, warning } = useAsked(asked)
  return (
    <div>
      <TextInput
        {...input}
        value={textOf(value)}
        placeholder={textOf(fallback)}
        spellCheck={false}
        autoComplete="off"
        onChange={({ currentTarget }) => set(currentTarget.value === '' && !asked.isRequired ? undefined : currentTarget.value)}
      />
      <Warned of={warning} />
    </div>
  )
}

export function NumberField({ min, max, ...asked }: Asked & { min?: number; max?: number }) {
  const { value, set, fallback, input, warning } = useAsked(asked)
  return (
    <div>
      <NumberInput
        {...input}
        value={typeof value === 'number' || typeof value === 'string' ? value : ''}
        placeholder={textOf(fallback)}
        min={min}
        max={max}
        allowDecimal={false}
        clampBehavior="none"
        onChange={(now) => set(now === '' ? undefined : now)}
      />
      <Warned of={warning} />
    </div>
  )
}

/** On or off; and where leaving it out means something of its own, that too. */
export function BooleanField(asked: Asked) {
  const say = useSay()
  const { value, set, fallback, input } = useAsked(asked)
  const id = useId()
  if (fallback !== undefined || asked.isRequired)
    return (
      <Switch
        label={input.label}
        aria-label={input['aria-label']}
        description={input.description}
        error={input.error}
        disabled={input.disabled}
        data-path={input['data-path']}
        checked={(value ?? fallback) === true}
        onChange={({ currentTarget }) => set(currentTarget.checked === fallback ? undefined : currentTarget.checked)}
      />
    )
  const shown = value === true ? 'yes' : value === false ? 'no' : 'out'
  return (
    <Input.Wrapper {...input} labelElement="div" labelProps={{ id }}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-labelledby={id}
        disabled={input.disabled}
        value={shown}
        data={[
          { value: 'out', label: say('editor-left-out') },
          { value: 'yes', label: say('editor-yes') },
          { value: 'no', label: say('editor-no') },
        ]}
        onChange={(now) => set(now === 'out' ? undefined : now === 'yes')}
      />
    </Input.Wrapper>
  )
}
