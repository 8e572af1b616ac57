import { Alert, Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, got, seen as seenVersion } from '../../../api/client'
import { asProblem, Problem } from '../../../api/problem'
import { ProblemAlert } from '../../../ui/problem-alert'
import { useToast } from '../../../ui/toasts'
import { useFocusBack } from '../../../ui/use-focus-back'
import { useSay } from '../../../words/words'
import { useEditing } from '../context'
import type { Kept } from '../editor'
import { isRecord } from '../model/path'
import { Conflict } from './conflict'

/** A path for an automation of this name: `Archive invoices` is `archive-invoices.yaml`. */
export function pathFor(name: unknown): string {
  const plain = (typeof name === 'string' ? name : '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return `${plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'automation'}.yaml`
}

/** Saves what was written, with a note. What somebody else has saved meanwhile is shown first. */
export function SaveDialog({
  kept,
  hasErrors,
  close,
  saved,
}: {
  kept: Kept
  hasErrors: boolean
  close: () => void
  saved: (kept: Kept) => void
}) {
  const say = useSay()
  useFocusBack()
  const toast = useToast()
  const client = useQueryClient()
  const { draft, seen } = useEditing()
  const { automation } = kept
  const [note, setNote] = useState('')
  const [path, setPath] = useState(() => kept.path || pathFor(isRecord(seen.value) && seen.value.name))
  const [theirs, setTheirs] = useState<Kept>()
  const save = useMutation({
    mutationFn: async (version: number | undefined) => {
      const text = draft.seen().text
      const answer =
        automation && version !== undefined
          ? await got(
              api.PUT('/api/automations/{id}', {
                params: { path: { id: automation.id }, header: seenVersion(version) },
                body: { text, note },
              }),
            )
          : await got(api.POST('/api/automations', { body: { path, text, note } }))
      return { text, automation: answer.automation ?? undefined }
    },
    onSuccess: async ({ text, automation }) => {
      toast(say('editor-saved'))
      saved({ text, path: automation?.path ?? path, automation })
      close()
      await client.invalidateQueries({ queryKey: ['automations'] })
    },
    onError: async (thrown) => {
      if (!automation || asProblem(thrown).status !== 412) return
      const { text, ...now } = await got(api.GET('/api/automations/{id}', { params: { path: { id: automation.id } } }))
      setTheirs({ text, path: now.path, automation: now })
    },
  })
  const take = () => {
    if (!theirs) return
    draft.write(theirs.text)
    saved(theirs)
    close()
  }
  const mistaken = save.error instanceof Problem && save.error.status === 422
  return (
    <Modal
      opened
      onClose={close}
      size={theirs ? '72rem' : 'md'}
      title={say(theirs ? 'editor-conflict' : automation ? 'editor-save-title' : 'editor-save-new')}
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      {theirs ? (
        <Conflict
          theirs={theirs}
          mine={seen.text}
          // That it came too late is what all this says.
          problem={asProblem(save.error).status === 412 ? undefined : save.error}
          isSaving={save.isPending}
          takeTheirs={take}
          keepMine={() => save.mutate(theirs.automation?.version)}
          close={close}
        />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            save.mutate(automation?.version)
          }}
        >
          <Stack>
            {hasErrors && (
              <Alert color="red" title={say('editor-mistaken')}>
                {say('editor-mistaken-save')}
              </Alert>
            )}
            {!automation && (
              <TextInput
                label={say('editor-path')}
                description={say('editor-path-help')}
                value={path}
                spellCheck={false}
                withAsterisk
                onChange={({ currentTarget }) => setPath(currentTarget.value)}
              />
            )}
            <Textarea
              label={say('editor-note')}
              description={say('editor-note-help')}
              data-autofocus
              autosize
              minRows={2}
              value={note}
              onChange={({ currentTarget }) => setNote(currentTarget.value)}
            />
            {mistaken ? <Alert color="red">{say('editor-mistaken-save')}</Alert> : <ProblemAlert problem={save.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {say('cancel')}
              </Button>
              <Button type="submit" loading={save.isPending} disabled={hasErrors || !path}>
                {say('editor-save')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
