import { Autocomplete, Text } from '@mantine/core'
import { useSay } from '../../../words/words'
import { useManaged } from '../sources'
import { type Asked, textOf, useAsked } from './asked'

/** A connection of the Control Room, by its name, with whose token it uses. */
export function ConnectionField(asked: Asked) {
  const say = useSay()
  const all = useManaged()
  const { value, set, input } = useAsked(asked)
  const chosen = all.find(({ name }) => name === value)
  const said = (name: string) => all.find((one) => one.name === name)
  return (
    <div>
      <Autocomplete
        {...input}
        data={all.map(({ name }) => name)}
        value={textOf(value)}
        onChange={set}
        renderOption={({ option }) => (
          <div>
            <Text size="sm">{said(option.value)?.title ?? option.value}</Text>
            <Text size="xs" c="dimmed">
              {option.value}
            </Text>
          </div>
        )}
      />
      {chosen?.token && (
        <Text size="xs" c="dimmed" mt={4}>
          {chosen.title} · {say(`editor-token-${chosen.token}`)}
        </Text>
      )}
    </div>
  )
}
