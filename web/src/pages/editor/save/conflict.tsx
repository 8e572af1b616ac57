import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, got } from '../../../api/client'
import { ProblemAlert } from '../../../ui/problem-alert'
import { Time } from '../../../ui/time'
import { useSay } from '../../../words/words'
import type { Kept } from '../editor'
import { diffOf, sidesOf } from '../model/diff'
import classes from './diff.module.css'

/** What somebody else has saved meanwhile beside what stands here: one of them is chosen. */
export function Conflict({
  theirs,
  mine,
  problem,
  isSaving,
  takeTheirs,
  keepMine,
  close,
}: {
  theirs: Kept
  mine: string
  problem: unknown
  isSaving: boolean
  takeTheirs: () => void
  keepMine: () => void
  close: () => void
}) {
  const say = useSay()
  const id = theirs.automation?.id ?? ''
  const version = theirs.automation?.version ?? 0
  const versions = useQuery({
    queryKey: ['automation-version', id, version],
    queryFn: () => got(api.GET('/api/automations/{id}/versions', { params: { path: { id }, query: { limit: 1 } } })),
  })
  const newest = versions.data?.items.find((one) => one.version === version)
  return (
    <Stack>
      <Text size="sm">{say('editor-conflict-text')}</Text>
      {/* Whoever has only a keyboard scrolls it too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scrolled} role="group" aria-label={say('editor-conflict')} tabIndex={0}>
        <table className={classes.sides}>
          <thead>
            <tr>
              <th scope="col">
                {say('editor-theirs', { version })}
                {newest && (
                  <Text span size="xs" c="dimmed" display="block">
                    {newest.person ?? say('editor-terminal')} · <Time at={newest.at} relative />
                    {newest.note && ` · ${newest.note}`}
                  </Text>
                )}
              </th>
              <th scope="col">{say('editor-mine')}</th>
            </tr>
          </thead>
          <tbody>
            {sidesOf(diffOf(theirs.text, mine)).map(([left, right], at) => (
              <tr key={at}>
                <td className={left && classes[left.kind]}>{left?.text}</td>
                <td className={right && classes[right.kind]}>{right?.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ProblemAlert problem={problem} />
      <Group justify="flex-end">
        <Button variant="subtle" onClick={close}>
          {say('cancel')}
        </Button>
        <Button variant="default" onClick={takeTheirs}>
          {say('editor-take-theirs')}
        </Button>
        <Button loading={isSaving} onClick={keepMine}>
          {say('editor-keep-mine')}
        </Button>
      </Group>
    </Stack>
  )
}
