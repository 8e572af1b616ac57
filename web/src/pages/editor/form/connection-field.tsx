import { Autocomplete, Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useSay } from '../../../words/words'
import { useEditing } from '../context'
import { useManaged } from '../sources'
import { type Asked, textOf, useAsked } from './asked'
import { ChooseConnection } from './choose-connection'

/** A connection of the Control Room, by its name, with whose token it uses. */
export function ConnectionField(asked: Asked) {
  const say = useSay()
  const { draft } = useEditing()
  const all = useManaged()
  const [isChoosing, setChoosing] = useState(false)
  const { value, set, input } = useAsked(asked)
  const chosen = all.find(({ name }) => name === value)
  return (
    <div>
      <Autocomplete {...input} data={all.map(({ name }) => name)} value={textOf(value)} onChange={set} />
      {chosen && (
        <Text size="xs" c="dimmed" mt={4}>
          {chosen.title} · {say(`editor-token-${chosen.token}`)}
        </Text>
      )}
      {!input.disabled && (
        <Button variant="subtle" size="compact-xs" mt={2} onClick={() => setChoosing(true)}>
          {say('editor-choose')}
        </Button>
      )}
      {isChoosing && (
        <ChooseConnection
          all={all}
          chosen={textOf(value)}
          close={() => setChoosing(false)}
          confirm={({ name, token }) => {
            draft.setAll([
              [asked.path, name],
              [[...asked.path.slice(0, -1), 'token'], token],
            ])
            setChoosing(false)
          }}
        />
      )}
    </div>
  )
}
