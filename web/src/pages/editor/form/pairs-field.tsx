import { ActionIcon, Button, Input, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useSay } from '../../../words/words'
import { useEditing } from '../context'
import type { Schema } from '../model/grammar'
import { isRecord } from '../model/path'
import { type Asked, useAsked } from './asked'
import { Field } from './field'
import classes from './form.module.css'

/** Values by name. */
export function PairsField({ of, ...asked }: Asked & { of: Schema }) {
  const say = useSay()
  const { draft } = useEditing()
  const { value, set, input } = useAsked(asked, false)
  const pairs = isRecord(value) ? Object.entries(value) : []
  const [name, setName] = useState('')
  const rename = (before: string, now: string) => {
    if (!now || now === before || pairs.some(([key]) => key === now)) return
    set(Object.fromEntries(pairs.map(([key, held]) => [key === before ? now : key, held])))
  }
  const add = () => {
    if (!name || pairs.some(([key]) => key === name)) return
    draft.set([...asked.path, name], '')
    setName('')
  }
  return (
    <Input.Wrapper {...input} labelElement="div">
      <Stack gap={6} mt={2}>
        {pairs.map(([key]) => (
          <div className={classes.row} key={key}>
            <TextInput
              className={classes.key}
              aria-label={say('editor-name-of', { field: asked.label })}
              defaultValue={key}
              disabled={input.disabled}
              spellCheck={false}
              onBlur={({ currentTarget }) => rename(key, currentTarget.value.trim())}
            />
            <div className={classes.grows}>
              <Field isBare isRequired path={[...asked.path, key]} schema={of} label={`${asked.label}: ${key}`} />
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              mt={4}
              disabled={input.disabled}
              aria-label={say('editor-remove', { what: key })}
              onClick={() => (pairs.length === 1 ? set(undefined) : draft.set([...asked.path, key], undefined))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <div className={classes.row}>
          <TextInput
            aria-label={say('editor-name-new', { field: asked.label })}
            placeholder={say('editor-name')}
            value={name}
            disabled={input.disabled}
            spellCheck={false}
            onChange={({ currentTarget }) => setName(currentTarget.value.trim())}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              add()
            }}
          />
          <Button
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={input.disabled || !name}
            onClick={add}
          >
            {say('editor-add')}
          </Button>
        </div>
      </Stack>
    </Input.Wrapper>
  )
}
