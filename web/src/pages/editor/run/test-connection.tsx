import { Alert, Button, Group, List, Loader, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconPlugConnected } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useMay } from '../../../session'
import { Span } from '../../../ui/quantities'
import { useSay } from '../../../words/words'
import { useValue } from '../context'
import { connection, type Finding, type Verdict } from '../looks'
import type { Path } from '../model/path'
import { useSubject } from '../subject'
import { Refused } from './refused'
import classes from './run.module.css'

interface Look {
  findings: Finding[]
  verdict?: Verdict
  problem?: unknown
  isOver: boolean
}

/** Test connection: the doctor's steps as they end. */
export function TestConnection({ path }: { path: Path }) {
  const say = useSay()
  const may = useMay()
  const subject = useSubject()
  const { value: session } = useValue([...path, 'session'])
  const [look, set] = useState<Look>()
  const ending = useRef<AbortController>(null)
  useEffect(() => () => ending.current?.abort(), [])
  if (!may('run_automations') || typeof session !== 'string' || !session) return null

  const begin = async () => {
    ending.current?.abort()
    const control = new AbortController()
    ending.current = control
    set({ findings: [], isOver: false })
    try {
      for await (const line of connection(subject.session(session), control.signal))
        set((now) => {
          if (!now) return now
          return 'step' in line ? { ...now, findings: [...now.findings, line] } : { ...now, verdict: line }
        })
    } catch (problem) {
      if (!control.signal.aborted) set((now) => now && { ...now, problem })
    }
    if (!control.signal.aborted) set((now) => now && { ...now, isOver: true })
  }
  const end = () => {
    ending.current?.abort()
    set((now) => now && { ...now, isOver: true })
  }
  const isUnderWay = look !== undefined && !look.isOver
  return (
    <Stack gap="sm">
      <Group>
        <Button
          variant="light"
          leftSection={<IconPlugConnected size={18} aria-hidden />}
          onClick={() => void begin()}
          loading={isUnderWay}
        >
          {say('editor-test-connection')}
        </Button>
        {isUnderWay && (
          <Button variant="default" onClick={end}>
            {say('editor-end-test')}
          </Button>
        )}
      </Group>
      {look && (
        <Stack gap={6} role="log" aria-label={say('editor-test-connection')}>
          {look.findings.map((finding) => (
            <Step finding={finding} key={finding.step} />
          ))}
          {isUnderWay && <Loader size="xs" type="dots" role="img" aria-label={say('loading')} />}
          {look.verdict?.ok && (
            <Text fw={600} size="sm">
              {say('editor-connection-stands')}
            </Text>
          )}
          {look.verdict?.failure && <Alert color="red">{look.verdict.failure.said}</Alert>}
          <Refused error={look.problem} />
        </Stack>
      )}
    </Stack>
  )
}

function Step({ finding: { name, took_ms, evidence, failure, advice } }: { finding: Finding }) {
  const say = useSay()
  const Icon = failure ? IconCircleX : IconCircleCheck
  return (
    <Group wrap="nowrap" align="flex-start" gap={8} className={failure ? classes.bad : classes.good}>
      <Icon size={18} aria-label={say(failure ? 'editor-step-bad' : 'editor-step-good')} role="img" />
      <div className={classes.told}>
        <Text size="sm" fw={600} component="div">
          {name}{' '}
          <Text span size="xs" c="dimmed" fw={400}>
            <Span milliseconds={took_ms} />
          </Text>
        </Text>
        {evidence.length > 0 && (
          <List size="xs" listStyleType="none" c="dimmed">
            {evidence.map(({ said }) => (
              <List.Item key={said}>{said}</List.Item>
            ))}
          </List>
        )}
        {failure && <Text size="sm">{failure.said}</Text>}
        {advice && (
          <Text size="sm" fw={600}>
            {advice.said}
          </Text>
        )}
      </div>
    </Group>
  )
}
