import { Badge, Button, Drawer, Group, Stack, Text, UnstyledButton } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, got, type Schemas } from '../../../api/client'
import { usePages } from '../../../api/pages'
import { Listed } from '../../../ui/listed'
import { Loading } from '../../../ui/loading'
import { ProblemAlert } from '../../../ui/problem-alert'
import { Time } from '../../../ui/time'
import { useToast } from '../../../ui/toasts'
import { useFocusBack } from '../../../ui/use-focus-back'
import { useSay } from '../../../words/words'
import { useEditing } from '../context'
import { diffOf, diffRead } from '../model/diff'
import { DiffView } from './diff-view'
import classes from './versions.module.css'

/** What an automation was before: who changed what, and the way back. */
export function Versions({ id, newest, close }: { id: string; newest: number; close: () => void }) {
  const say = useSay()
  useFocusBack()
  const [chosen, choose] = useState<Schemas['Version']>()
  const pages = usePages(['automation-versions', id, newest], (cursor) =>
    got(api.GET('/api/automations/{id}/versions', { params: { path: { id }, query: { cursor } } })),
  )
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size="lg"
      title={say('editor-versions')}
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      <Listed pages={pages} empty={null}>
        {(rows) => (
          <ul className={classes.versions}>
            {rows.map((row) => (
              <li key={row.version}>
                <UnstyledButton
                  className={classes.version}
                  aria-expanded={chosen?.version === row.version}
                  onClick={() => choose(chosen?.version === row.version ? undefined : row)}
                >
                  <Group gap="xs">
                    <Text fw={600} size="sm">
                      {say('editor-version', { version: row.version })}
                    </Text>
                    {row.version === newest && <Badge variant="light">{say('editor-newest')}</Badge>}
                  </Group>
                  <Text size="xs" c="dimmed">
                    {row.person ?? say('editor-terminal')} · <Time at={row.at} />
                  </Text>
                  {row.note && <Text size="sm">{row.note}</Text>}
                </UnstyledButton>
                {chosen?.version === row.version && <Version id={id} version={row.version} close={close} />}
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </Drawer>
  )
}

function textOf(id: string, version: number): Promise<string> {
  const params = { path: { id, version } }
  return got(api.GET('/api/automations/{id}/versions/{version}', { params, parseAs: 'text' }))
}

function Version({ id, version, close }: { id: string; version: number; close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const { draft, isOpen } = useEditing()
  const diff = useQuery({
    queryKey: ['automation-diff', id, version],
    queryFn: async () => {
      if (version === 1) return diffOf('', await textOf(id, 1))
      const query = { from: version - 1, to: version }
      return diffRead(await got(api.GET('/api/automations/{id}/diff', { params: { path: { id }, query }, parseAs: 'text' })))
    },
    staleTime: Infinity,
  })
  const restore = useMutation({
    mutationFn: () => textOf(id, version),
    onSuccess: (text) => {
      draft.write(text)
      toast(say('editor-restored', { version }))
      close()
    },
  })
  return (
    <Stack gap="sm" pb="md" pt="xs">
      {diff.data ? (
        <DiffView lines={diff.data} label={say('editor-changes-of', { version })} />
      ) : diff.error ? (
        <ProblemAlert problem={diff.error} />
      ) : (
        <Loading />
      )}
      <ProblemAlert problem={restore.error} />
      {isOpen && (
        <Group>
          <Button variant="default" size="xs" loading={restore.isPending} onClick={() => restore.mutate()}>
            {say('editor-restore')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
