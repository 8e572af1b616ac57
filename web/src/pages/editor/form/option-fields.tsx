import { MultiSelect, Select } from '@mantine/core'
import { useEditing } from '../context'
import type { Option } from '../model/shape'
import { type Asked, textOf, useAsked } from './asked'
import { Warned } from './warned'

const useData = (options: Option[], value: unknown) => {
  const { definitions } = useEditing()
  const data = options.map((option) => ({ value: option.value, label: definitions.option(option) }))
  // What the text says is shown, even if it is none of them.
  const strange = [value].flat().filter((one) => typeof one === 'string' && one && !options.some((o) => o.value === one))
  return [...data, ...strange.map((one) => ({ value: String(one), label: String(one) }))]
}

export function EnumField({ options, ...asked }: Asked & { options: Option[] }) {
  const { value, set, fallback, input, warning } = useAsked(asked)
  const data = useData(options, value)
  return (
    <div>
      <Select
        {...input}
        data={data}
        value={textOf(value ?? fallback) || null}
        clearable={!asked.isRequired && fallback === undefined}
        onChange={(now) => set(now === null || now === fallback ? undefined : now)}
      />
      <Warned of={warning} />
    </div>
  )
}

export function EnumsField({ options, ...asked }: Asked & { options: Option[] }) {
  const { value, set, input } = useAsked(asked)
  const data = useData(options, value)
  const chosen = [value ?? []].flat().map(String)
  return (
    <MultiSelect
      {...input}
      data={data}
      value={chosen}
      searchable
      clearable
      onChange={(now) => set(now.length === 0 ? undefined : now)}
    />
  )
}
