import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Schemas } from '../../api/client'
import { AskFirst } from '../../ui/ask-first'
import { Asked } from '../../ui/asked'
import { Section } from '../../ui/section'
import { useSay } from '../../words/words'
import { isAtLeast, members, type Standing } from './asked-for'
import { LetIn } from './let-in'
import { LetRoleIn } from './let-role-in'
import { MemberRow } from './member-row'

const PARTS: Standing[] = ['owner', 'manager', 'participant']

/** Who is what in a locker, part by part; consumers are so by a role. */
export function Members({ of }: { of: Schemas['Locker'] }) {
  const say = useSay()
  const may = isAtLeast(of.standing, 'manager')
  const query = useQuery(members(of.id))
  const [open, setOpen] = useState<'person' | 'role'>()
  const key = members(of.id).queryKey
  return (
    <Section
      title={say('members')}
      lead={say('members-lead')}
      actions={
        may && (
          <Group gap="xs">
            <Button
              variant="default"
              leftSection={<IconUserPlus size={18} aria-hidden />}
              onClick={() => setOpen('person')}
            >
              {say('member-add')}
            </Button>
            <Button variant="default" onClick={() => setOpen('role')}>
              {say('consumer-add')}
            </Button>
          </Group>
        )
      }
    >
      <Asked query={query}>
        {({ people, roles }) => (
          <Stack gap="lg">
            {PARTS.map((part) => {
              const those = people.filter(({ standing }) => standing === part)
              if (those.length === 0) return null
              return (
                <Stack key={part} gap="xs">
                  <Title order={3}>{say(`standing-many-${part}`)}</Title>
                  <Text size="sm" c="dimmed">
                    {say(`standing-help-${part}`)}
                  </Text>
                  {those.map((one) => (
                    <MemberRow key={one.id} locker={of} member={one} />
                  ))}
                </Stack>
              )
            })}
            <Stack gap="xs">
              <Title order={3}>{say('standing-many-consumer')}</Title>
              <Text size="sm" c="dimmed">
                {say('standing-help-consumer')}
              </Text>
              {roles.length === 0 && <Text size="sm">{say('consumers-none')}</Text>}
              {roles.map(({ id, name }) => (
                <Group key={id} justify="space-between">
                  <Text fw={600}>{name}</Text>
                  {may && (
                    <AskFirst
                      size="compact-sm"
                      label={say('remove')}
                      name={`${say('remove')}: ${name}`}
                      title={say('consumer-remove-title', { name })}
                      act={() =>
                        api.DELETE('/api/lockers/{id}/consumers/{role}', { params: { path: { id: of.id, role: id } } })
                      }
                      said={say('saved')}
                      keys={[key]}
                    >
                      {say('consumer-remove-ask')}
                    </AskFirst>
                  )}
                </Group>
              ))}
            </Stack>
          </Stack>
        )}
      </Asked>
      {open === 'person' && <LetIn of={of} close={() => setOpen(undefined)} />}
      {open === 'role' && <LetRoleIn of={of} close={() => setOpen(undefined)} />}
    </Section>
  )
}
