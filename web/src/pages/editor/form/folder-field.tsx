import { Button, Text } from '@mantine/core'
import { IconFolderSearch } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { asProblem } from '../../../api/problem'
import { useMay } from '../../../session'
import { problemTitle } from '../../../ui/problem-alert'
import { useSay } from '../../../words/words'
import { useEditing } from '../context'
import { folders, Mistaken } from '../looks'
import { sessionOf } from '../model/offers'
import { useSubject } from '../subject'
import type { Asked } from './asked'
import { TemplateField } from './template-field'

/** A folder, with a look at those that there are. */
export function FolderField(asked: Asked) {
  const say = useSay()
  const may = useMay()
  const { seen } = useEditing()
  const subject = useSubject()
  const session = sessionOf(seen.value, asked.path.slice(0, -1))
  const look = useMutation({ mutationFn: (session: string) => folders(subject.session(session)) })
  const found = look.data?.filter(({ selectable }) => selectable).map(({ path }) => path) ?? []
  const why = look.error instanceof Mistaken ? look.error.message : look.error && problemTitle(asProblem(look.error), say)
  const label = say('editor-look-folders', { session: session ?? '' })
  return (
    <div>
      <TemplateField {...asked} whole={found} />
      {session && may('run_automations') && !asked.isBare && (
        <Button
          variant="subtle"
          size="compact-xs"
          mt={2}
          leftSection={<IconFolderSearch size={15} aria-hidden />}
          loading={look.isPending}
          onClick={() => look.mutate(session)}
        >
          {label}
        </Button>
      )}
      {look.data && (
        <Text size="xs" c="dimmed" mt={4} role="status">
          {say('editor-folders-found', { count: found.length })}
        </Text>
      )}
      {why && (
        <Text size="xs" c="var(--mantine-color-error)" mt={4} role="alert">
          {why}
        </Text>
      )}
    </div>
  )
}
