import { Popover, ScrollArea, Text, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useState } from 'react'
import { Marked } from '../../ui/marked'
import { useSay } from '../../words/words'
import { type Mistake, useEditing } from './context'
import classes from './editor.module.css'
import { isWithin, read } from './model/path'

/** Everything that is wrong, as a list that leads to it. */
export function Problems({ isSettled, goTo }: { isSettled: boolean; goTo: (mistake: Mistake) => void }) {
  const say = useSay()
  const { mistakes, rows, draft } = useEditing()
  const [isOpen, open] = useState(false)
  const errors = mistakes.filter(({ severity }) => severity === 'error').length
  const label = errors
    ? say('editor-mistakes', { count: errors })
    : mistakes.length
      ? say('editor-warnings', { count: mistakes.length })
      : say('editor-all-well')
  const Icon = errors ? IconCircleX : mistakes.length ? IconAlertTriangle : IconCircleCheck
  const tone = errors ? classes.bad : mistakes.length ? classes.unwise : classes.good
  const choose = (mistake: Mistake) => {
    const where = read(mistake.place?.path ?? '')
    const row = rows.findLast(({ kind, path }) => kind !== 'list' && isWithin(where, path))
    draft.choose(row?.path)
    open(false)
    goTo(mistake)
  }
  if (mistakes.length === 0)
    return (
      <Text size="sm" className={`${classes.state} ${tone}`} role="status" aria-busy={!isSettled}>
        <Icon size={17} aria-hidden /> <span className={classes.wide}>{label}</span>
      </Text>
    )
  return (
    <Popover opened={isOpen} onChange={open} position="bottom-end" width={380} shadow="md" trapFocus withinPortal returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={`${classes.state} ${classes.press} ${tone}`}
          aria-expanded={isOpen}
          aria-busy={!isSettled}
          onClick={() => open(!isOpen)}
        >
          <Icon size={17} aria-hidden /> <span>{label}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={6} maw="calc(100vw - 24px)" aria-label={label}>
        <ScrollArea.Autosize mah={320}>
          <ul className={classes.mistakes}>
            {mistakes.map((mistake) => (
              <li key={`${mistake.code} ${mistake.place?.path ?? ''} ${mistake.message}`}>
                <UnstyledButton className={classes.mistake} onClick={() => choose(mistake)}>
                  {mistake.severity === 'error' ? (
                    <IconCircleX size={17} className={classes.bad} aria-label={say('editor-wrong-error')} role="img" />
                  ) : (
                    <IconAlertTriangle size={17} className={classes.unwise} aria-label={say('editor-wrong-warning')} role="img" />
                  )}
                  <span>
                    <Marked>{mistake.message}</Marked>
                    {mistake.place && (
                      <Text span size="xs" c="dimmed">
                        {' '}
                        {say('editor-line', { line: mistake.place.line })}
                      </Text>
                    )}
                  </span>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}

