import { Text } from '@mantine/core'
import { useSay } from '../../../words/words'
import type { DiffLine } from '../model/diff'
import classes from './diff.module.css'

/** What differs between two texts. */
export function DiffView({ lines, label }: { lines: DiffLine[]; label: string }) {
  const say = useSay()
  if (!lines.some(({ kind }) => kind === 'added' || kind === 'removed'))
    return (
      <Text size="sm" c="dimmed">
        {say('editor-same')}
      </Text>
    )
  return (
    // Whoever has only a keyboard scrolls it too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.diff} role="group" aria-label={label} tabIndex={0}>
      {lines.map(({ kind, text }, index) => (
        <div key={index} className={classes[kind]}>
          <span className={classes.sign}>{kind === 'added' ? '+' : kind === 'removed' ? '−' : ' '}</span>
          {text}
        </div>
      ))}
    </div>
  )
}
