import { ActionIcon, Button, Input, Stack } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useSay } from '../../../words/words'
import { useEditing } from '../context'
import type { Schema } from '../model/grammar'
import { emptyOf } from '../model/skeleton'
import { type Asked, useAsked } from './asked'
import { Field } from './field'
import classes from './form.module.css'

/** Values one after the other. */
export function ListField({ item, alone, ...asked }: Asked & { item: Schema; alone: boolean }) {
  const say = useSay()
  const { definitions } = useEditing()
  const { value, set, input } = useAsked(asked, false)
  const isSingle = value !== undefined && value !== null && !Array.isArray(value)
  const all: unknown[] = Array.isArray(value) ? value : isSingle ? [value] : []
  const add = () => {
    const next = [...all, emptyOf(item, definitions.grammar)]
    set(alone && next.length === 1 ? next[0] : next)
  }
  const drop = (index: number) => {
    const next = all.filter((_, at) => at !== index)
    set(next.length === 0 ? undefined : next)
  }
  return (
    <Input.Wrapper {...input} labelElement="div">
      <Stack gap={6} mt={2}>
        {all.map((_, index) => (
          // The order is all that tells them apart.
          <div className={classes.row} key={index}>
            <div>
              <Field
                isBare
                isRequired
                path={isSingle ? asked.path : [...asked.path, index]}
                schema={item}
                label={say('editor-item', { field: asked.label, number: index + 1 })}
              />
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              mt={4}
              disabled={input.disabled}
              aria-label={say('editor-item-remove', { field: asked.label, number: index + 1 })}
              onClick={() => drop(index)}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={input.disabled}
          onClick={add}
          aria-label={say('editor-add-to', { field: asked.label })}
          w="fit-content"
        >
          {say('editor-add')}
        </Button>
      </Stack>
    </Input.Wrapper>
  )
}
