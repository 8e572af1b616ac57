import { Anchor, Button, Drawer, Group, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { parse } from 'yaml'
import { api, got, type Schemas } from '../../../api/client'
import { ProblemAlert } from '../../../ui/problem-alert'
import { RunStatus } from '../../../ui/run-status'
import { useFocusBack } from '../../../ui/use-focus-back'
import { useSay } from '../../../words/words'
import { useEditing } from '../context'
import type { Kept } from '../editor'
import { at, isRecord } from '../model/path'
import classes from './run.module.css'
import { LineSaid } from '../../runs/lines'
import { useLog } from './use-log'

/** Runs what stands in the editor, or tells what a run would do, and shows the log as it comes. */
export function RunDrawer({ kept, isChanged, close }: { kept: Kept; isChanged: boolean; close: () => void }) {
  const say = useSay()
  useFocusBack()
  const { seen } = useEditing()
  const [isDry, setDry] = useState(true)
  const [given, give] = useState<Record<string, string>>({})
  const [started, begin] = useState<Schemas['Run']>()
  const { run, lines } = useLog(started)
  const start = useMutation({
    mutationFn: () => {
      const variables = Object.fromEntries(
        Object.entries(given)
          .filter(([, text]) => text !== '')
          .map(([name, text]) => [name, valueOf(text)]),
      )
      const what =
        kept.automation && !isChanged
          ? { automation: kept.automation.id }
          : { text: seen.text, ...(kept.path ? { path: kept.path } : {}) }
      return got(api.POST('/api/runs', { body: { ...what, variables: variables as Schemas['NewRun']['variables'], dry_run: isDry } }))
    },
    onSuccess: (now) => begin(now),
  })
  const cancel = useMutation({
    mutationFn: (id: string) => api.POST('/api/runs/{id}/cancel', { params: { path: { id } } }),
  })
  const log = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const box = log.current
    if (box) box.scrollTop = box.scrollHeight
  }, [lines])
  const isOver = run && !['queued', 'running'].includes(run.state)
  const variables = variablesOf(seen.value)
  return (
    <Drawer opened onClose={close} position="right" size="lg" title={say('editor-run-title')} closeButtonProps={{ 'aria-label': say('close') }}>
      <Stack>
        {(!run || isOver) && (
          <Stack gap="sm">
            {isChanged && (
              <Text size="sm" c="dimmed">
                {say('editor-run-draft')}
              </Text>
            )}
            <Switch
              label={say('editor-dry-run')}
              description={say('editor-dry-run-help')}
              checked={isDry}
              onChange={({ currentTarget }) => setDry(currentTarget.checked)}
            />
            {variables.map(({ name, fallback, isRequired }) => (
              <TextInput
                key={name}
                label={name}
                placeholder={fallback}
                withAsterisk={isRequired}
                autoComplete="off"
                value={given[name] ?? ''}
                onChange={({ currentTarget: { value } }) => give((now) => ({ ...now, [name]: value }))}
              />
            ))}
            <Group>
              <Button loading={start.isPending} onClick={() => start.mutate()}>
                {say(isDry ? 'editor-start-dry' : 'editor-start')}
              </Button>
            </Group>
          </Stack>
        )}
        <ProblemAlert problem={start.error ?? cancel.error} />
        {run && (
          <Group justify="space-between">
            <RunStatus of={run.state} />
            <Group gap="sm">
              {!isOver && (
                <Button size="xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(run.id)}>
                  {say('editor-end-run')}
                </Button>
              )}
              <Anchor href={`/runs/${run.id}`} size="sm" target="_blank" rel="noreferrer">
                {say('editor-whole-run')}
              </Anchor>
            </Group>
          </Group>
        )}
        {run && (
          // Whoever has only a keyboard scrolls it too.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <div ref={log} role="log" aria-label={say('editor-log')} className={classes.box} tabIndex={0}>
            <ol className={classes.log}>
              {lines.map((line) => (
                <li key={line.number}>
                  <LineSaid line={line} />
                </li>
              ))}
            </ol>
          </div>
        )}
      </Stack>
    </Drawer>
  )
}

/** As it would stand in the text: `5` is a number, `[a, b]` a list. */
function valueOf(text: string): unknown {
  try {
    return parse(text) as unknown
  } catch {
    return text
  }
}

function variablesOf(value: unknown): { name: string; fallback: string; isRequired: boolean }[] {
  const declared = at(value, ['variables'])
  if (!isRecord(declared)) return []
  return Object.entries(declared).flatMap(([name, of]) => {
    if (isRecord(of)) {
      // Credentials come from the vault.
      if (of.type === 'credential') return []
      return [{ name, fallback: shown(of.default), isRequired: of.required === true }]
    }
    return [{ name, fallback: shown(of), isRequired: false }]
  })
}

const shown = (value: unknown) => (value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value))
