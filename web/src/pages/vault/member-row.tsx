import { Group, Select, Text } from '@mantine/core'
import { useMe } from '../../session'
import { api, type Schemas } from '../../api/client'
import { AskFirst } from '../../ui/ask-first'
import { ProblemAlert } from '../../ui/problem-alert'
import { Status } from '../../ui/status'
import { useAct } from '../../ui/use-act'
import { useSay } from '../../words/words'
import { isAtLeast, type Standing } from './asked-for'

const STANDINGS: Standing[] = ['participant', 'manager', 'owner']

/** Somebody in a locker: an owner makes them something else, a manager takes participants out. */
export function MemberRow({ locker, member }: { locker: Schemas['Locker']; member: Schemas['LockerMember'] }) {
  const say = useSay()
  const isMe = useMe().id === member.id
  const isOwner = locker.standing === 'owner'
  const mayRemove = isOwner || (isAtLeast(locker.standing, 'manager') && member.standing === 'participant')
  const path = { id: locker.id, person: member.id }
  // One's own place changes what one sees of the locker.
  const keys = [['lockers']]
  const place = useAct(
    (standing: Standing) => api.PUT('/api/lockers/{id}/people/{person}', { body: { standing }, params: { path } }),
    { said: say('saved'), keys },
  )
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>{isMe ? say('member-you', { name: member.name }) : member.name}</Text>
          {member.disabled && <Status tone="bad">{say('person-off')}</Status>}
        </Group>
        <Group gap="xs">
          {isOwner && (
            <Select
              aria-label={say('member-standing', { name: member.name })}
              data={STANDINGS.map((value) => ({ value, label: say(`standing-${value}`) }))}
              value={member.standing}
              disabled={place.isPending}
              size="xs"
              w={150}
              onChange={(standing) => standing && place.mutate(standing)}
            />
          )}
          {mayRemove && (
            <AskFirst
              size="compact-sm"
              label={say('remove')}
              name={`${say('remove')}: ${member.name}`}
              title={say('member-remove-title', { name: member.name })}
              act={() => api.DELETE('/api/lockers/{id}/people/{person}', { params: { path } })}
              said={say('saved')}
              keys={keys}
            >
              {say('member-remove-ask')}
            </AskFirst>
          )}
        </Group>
      </Group>
      <ProblemAlert problem={place.error} />
    </>
  )
}
