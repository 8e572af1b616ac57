import { Autocomplete, Input, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { SecretInput } from '../../../ui/secret-input'
import { useSay } from '../../../words/words'
import { useEditing } from '../context'
import { variablesAt } from '../model/offers'
import { isRecord } from '../model/path'
import { credentials } from '../sources'
import { type Asked, textOf, useAsked } from './asked'
import { Warned } from './warned'

type Way = 'credential' | 'variable' | 'text'

/** Who signs in, and by which application: names, which are no secrets. */
const OPEN: unknown[] = ['username', 'mailbox', 'client_id', 'tenant_id']

function wayOf(value: unknown): Way | undefined {
  if (isRecord(value)) return 'credential' in value ? 'credential' : 'variable'
  return typeof value === 'string' && value !== '' ? 'text' : undefined
}

/** What signs in: from the vault, from a variable, or typed in place. */
export function SecretField(asked: Asked) {
  const say = useSay()
  const { seen, rows, definitions } = useEditing()
  const { value, set, input, warning } = useAsked(asked)
  const id = useId()
  const [chosen, choose] = useState<Way>()
  const way = chosen ?? wayOf(value) ?? 'credential'
  const known = useQuery({ ...credentials, enabled: way === 'credential' })
  const isHidden = !OPEN.includes(asked.path.at(-1))
  const held = isRecord(value) ? textOf(value[way]) : way === 'text' ? textOf(value) : ''
  const put = (text: string) => set(text === '' ? undefined : way === 'text' ? text : { [way]: text })
  const common = { 'data-path': input['data-path'], 'aria-label': `${asked.label}: ${say(`editor-way-${way}`)}`, disabled: input.disabled, value: held }
  return (
    <Input.Wrapper {...input} labelElement="div" labelProps={{ id }}>
      <Stack gap={6} my={2}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-labelledby={id}
          disabled={input.disabled}
          value={way}
          data={(['credential', 'variable', 'text'] as const).map((one) => ({ value: one, label: say(`editor-way-${one}`) }))}
          onChange={(now) => choose(now)}
        />
        {way === 'credential' && (
          <Autocomplete {...common} data={known.data ?? []} placeholder="LOCKER/NAME.ATTRIBUTE" onChange={put} />
        )}
        {way === 'variable' && (
          <Autocomplete {...common} data={variablesAt(seen.value, rows, asked.path, definitions.grammar)} onChange={put} />
        )}
        {way === 'text' &&
          (isHidden ? (
            <SecretInput {...common} autoComplete="off" onChange={({ currentTarget }) => put(currentTarget.value)} />
          ) : (
            <TextInput {...common} autoComplete="off" spellCheck={false} onChange={({ currentTarget }) => put(currentTarget.value)} />
          ))}
        <Warned of={warning} />
      </Stack>
    </Input.Wrapper>
  )
}
