import { Select, Textarea, TextInput } from '@mantine/core'
import { useSay } from '../../words/words'
import { type Declared, shown } from './declared'

interface Field {
  value: string
  onChange: (value: string) => void
  error?: string
}

/** One variable of an automation, by its type. Left empty: its default. */
export function VariableField({ of: { name, type, required, fallback }, value, onChange, error }: Field & { of: Declared }) {
  const say = useSay()
  const hasDefault = fallback !== undefined && fallback !== null
  const help = [
    ['list', 'table', 'record', 'file', 'date_time'].includes(type) && say(`variable-help-${type}`),
    hasDefault && say('variable-default', { value: shown(fallback) }),
  ]
  const common = {
    label: name,
    description: help.filter(Boolean).join(' ') || undefined,
    required,
    error,
    value,
  }
  if (type === 'boolean')
    return (
      <Select
        {...common}
        data={[
          ...(hasDefault || !required ? [{ value: '', label: say('variable-as-is') }] : []),
          { value: 'true', label: say('yes') },
          { value: 'false', label: say('no') },
        ]}
        onChange={(to) => onChange(to ?? '')}
      />
    )
  if (['list', 'table', 'record', 'file'].includes(type))
    return <Textarea {...common} autosize minRows={2} maxRows={8} onChange={(event) => onChange(event.currentTarget.value)} />
  return (
    <TextInput
      {...common}
      type={type === 'date_time' ? 'datetime-local' : 'text'}
      inputMode={type === 'number' ? 'decimal' : undefined}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
