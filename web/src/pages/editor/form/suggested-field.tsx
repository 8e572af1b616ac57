import { Autocomplete } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Asked, textOf, useAsked } from './asked'
import { Warned } from './warned'

/** A text, with what it probably is. */
export function SuggestedField({ data, right, ...asked }: Asked & { data: string[]; right?: ReactNode }) {
  const { value, set, fallback, input, warning } = useAsked(asked)
  return (
    <div>
      <Autocomplete
        {...input}
        data={data}
        value={textOf(value)}
        placeholder={textOf(fallback)}
        spellCheck={false}
        rightSection={right}
        maxDropdownHeight={240}
        onChange={(now) => set(now === '' && !asked.isRequired ? undefined : now)}
      />
      <Warned of={warning} />
    </div>
  )
}
