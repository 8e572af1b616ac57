import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Count } from '../../ui/quantities'
import { useSay } from '../../words/words'
import { Lines } from './lines'
import type { Line, Tale } from './tale'

/** So many lines are on the page at once, however many there are. */
const SHOWN = 200

const KINDS = ['all', 'wrong', 'log'] as const
type Kind = (typeof KINDS)[number]

function chosen(tale: Tale, kind: Kind): Line[] {
  if (kind === 'all') return tale.lines
  return kind === 'wrong' ? tale.wrong : tale.lines.filter((line) => line.tone === 'log')
}

/** What happened, line by line: the latest, and whatever one turns back to. `last`: why the run ended. */
export function Log({ tale, isOver, last: why }: { tale: Tale; isOver: boolean; last?: Line }) {
  const say = useSay()
  const [kind, setKind] = useState<Kind>('all')
  // None: the end, which moves as more is told.
  const [end, setEnd] = useState<number>()
  const lines = isOver && why && kind !== 'log' ? [...chosen(tale, kind), why] : chosen(tale, kind)
  const last = Math.min(end ?? lines.length, lines.length)
  const first = Math.max(0, last - SHOWN)
  const turn = (to: number) => setEnd(to >= lines.length ? undefined : Math.max(SHOWN, to))
  return (
    <Stack gap="xs">
      <SegmentedControl
        aria-label={say('log-kind')}
        value={kind}
        onChange={(value) => {
          setKind(value)
          setEnd(undefined)
        }}
        data={KINDS.map((value) => ({ value, label: say(`log-kind-${value}`) }))}
        size="xs"
      />
      <Lines
        lines={lines.slice(first, last)}
        none={say(isOver ? 'log-none' : 'log-none-yet')}
        label={say('run-log')}
        toEnd={end === undefined}
      />
      {lines.length > SHOWN && (
        <Group gap="xs">
          <Button size="compact-sm" variant="default" disabled={first === 0} onClick={() => turn(last - SHOWN)}>
            {say('log-earlier')}
          </Button>
          <Button size="compact-sm" variant="default" disabled={end === undefined} onClick={() => turn(last + SHOWN)}>
            {say('log-later')}
          </Button>
          <Button size="compact-sm" variant="default" disabled={end === undefined} onClick={() => setEnd(undefined)}>
            {say('log-latest')}
          </Button>
          <Text size="xs" c="dimmed">
            <Count of={first + 1} />–<Count of={last} /> / <Count of={lines.length} />
          </Text>
        </Group>
      )}
    </Stack>
  )
}
