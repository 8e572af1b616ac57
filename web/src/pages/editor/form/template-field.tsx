import { ActionIcon, Combobox, Input, ScrollArea, Text, Textarea, Tooltip, useCombobox } from '@mantine/core'
import { IconBraces } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { parse } from 'yaml'
import { useSay } from '../../../words/words'
import { useEditing } from '../context'
import { offersAt } from '../model/offers'
import { type Asked, textOf, useAsked } from './asked'
import classes from './form.module.css'
import { Warned } from './warned'

export type Takes = 'number' | 'boolean' | 'any'
const MOST = 60

/** What was typed, as it is meant: where a number, a switch or anything may stand, those are no texts. */
function meant(text: string, takes: Takes | undefined): unknown {
  if (/\{[{%]/.test(text)) return text
  if (takes === 'number') return /^\d+$/.test(text) ? Number(text) : text
  if (takes === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  if (takes !== 'any') return text
  try {
    const read: unknown = parse(text)
    // `1.` on its way to `1.5` stays what was typed.
    return typeof read === 'object' || textOf(read) === text ? (read ?? text) : text
  } catch {
    return text
  }
}

/** Text in which `{{ … }}` may stand, with what there is to write in it. `whole`: what all of it probably is. */
export function TemplateField({ takes, whole = [], ...asked }: Asked & { takes?: Takes; whole?: string[] }) {
  const say = useSay()
  const { seen, rows, definitions } = useEditing()
  const { value, set, fallback, input, warning } = useAsked(asked)
  const area = useRef<HTMLTextAreaElement>(null)
  const [begun, setBegun] = useState('')
  const [isTyping, setTyping] = useState(false)
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() })
  const offers = useMemo(
    () => (box.dropdownOpened ? offersAt(seen.value, rows, asked.path, definitions.grammar) : []),
    [box.dropdownOpened, seen.value, rows, asked.path, definitions.grammar],
  )
  const fitting = [...(begun ? [] : whole), ...offers.filter((offer) => offer.includes(begun))].slice(0, MOST)
  const { dropdownOpened, selectFirstOption } = box
  // Whoever types goes on with Enter.
  useEffect(() => {
    if (dropdownOpened && isTyping) selectFirstOption()
  }, [dropdownOpened, isTyping, begun, selectFirstOption])
  const change = (text: string) => set(text === '' && !asked.isRequired ? undefined : meant(text, takes))

  const typed = (text: string, caret: number) => {
    change(text)
    const open = /\{\{\s*([\w.]*)$/.exec(text.slice(0, caret))
    setBegun(open?.[1] ?? '')
    if (open) box.openDropdown()
    else box.closeDropdown()
    setTyping(open !== null)
  }
  const put = (offer: string) => {
    if (whole.includes(offer)) {
      change(offer)
      return box.closeDropdown()
    }
    const element = area.current
    const text = textOf(value)
    const caret = element?.selectionEnd ?? text.length
    const head = text.slice(0, caret)
    const isOpen = /\{\{\s*([\w.]*)$/.test(head)
    const before = isOpen ? head.replace(/\{\{\s*[\w.]*$/, '') : head
    const after = text.slice(caret).replace(isOpen ? /^[\w.]*\s*(\}\})?/ : /^/, '')
    const said = `{{ ${offer} }}`
    change(before + said + after)
    box.closeDropdown()
    requestAnimationFrame(() => {
      element?.focus()
      element?.setSelectionRange(before.length + said.length, before.length + said.length)
    })
  }
  return (
    <div>
      <Combobox store={box} onOptionSubmit={put} withinPortal>
        <Combobox.DropdownTarget>
          <div>
            <Combobox.EventsTarget withAriaAttributes={false}>
              <Textarea
                {...input}
                ref={area}
                autosize
                minRows={1}
                maxRows={14}
                spellCheck={false}
                autoComplete="off"
                value={textOf(value)}
                placeholder={textOf(fallback)}
                onChange={({ currentTarget }) => typed(currentTarget.value, currentTarget.selectionEnd)}
                onBlur={() => box.closeDropdown()}
                rightSection={
                  <Tooltip label={say('editor-insert-value')}>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      disabled={input.disabled}
                      aria-label={say('editor-insert-value-into', { field: asked.label })}
                      // The caret stays where it is.
                      onMouseDown={(event) => event.preventDefault()}
                      onClick={() => {
                        setBegun('')
                        setTyping(false)
                        area.current?.focus()
                        box.toggleDropdown()
                      }}
                    >
                      <IconBraces size={17} aria-hidden />
                    </ActionIcon>
                  </Tooltip>
                }
              />
            </Combobox.EventsTarget>
          </div>
        </Combobox.DropdownTarget>
        <Combobox.Dropdown hidden={fitting.length === 0}>
          <Combobox.Options aria-label={say('editor-insert-value')}>
            <ScrollArea.Autosize mah={220} type="auto">
              {fitting.map((offer) => (
                <Combobox.Option value={offer} key={offer} className={classes.mono}>
                  <Text ff="monospace" size="xs">
                    {offer}
                  </Text>
                </Combobox.Option>
              ))}
            </ScrollArea.Autosize>
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Warned of={warning} />
    </div>
  )
}

/** A value that is more than a text, which only the YAML shows whole. */
export function ElsewhereField({ label }: { label: string }) {
  const say = useSay()
  return (
    <Input.Wrapper label={label} labelElement="div">
      <Text size="sm" c="dimmed">
        {say('editor-only-yaml')}
      </Text>
    </Input.Wrapper>
  )
}
