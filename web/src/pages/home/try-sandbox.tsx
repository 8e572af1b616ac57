import { Button, Group, Stack, Text } from '@mantine/core'
import { IconMailbox } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api, got } from '../../api/client'
import { type Permission, useMay } from '../../session'
import { ProblemAlert } from '../../ui/problem-alert'
import { useSay } from '../../words/words'

/** What beginning with it changes. */
const NEEDS: Permission[] = ['manage_settings', 'manage_lockers', 'edit_automations']

/** A pretend mailbox and automations for it, for whoever may have them, where there is one. */
export function TrySandbox() {
  const say = useSay()
  const may = useMay()
  const go = useNavigate()
  const kept = useQueryClient()
  const isAllowed = NEEDS.every((needed) => may(needed))
  const { data } = useQuery({
    queryKey: ['practice'],
    queryFn: () => got(api.GET('/api/practice')),
    enabled: isAllowed,
  })
  const begin = useMutation({
    mutationFn: () => got(api.POST('/api/practice')),
    onSuccess: async () => {
      await kept.invalidateQueries()
      await go('/automations')
    },
  })
  if (!isAllowed || !data?.offered) return null
  return (
    <Stack gap="sm">
      <Text size="sm">{say('sandbox-lead')}</Text>
      <Group>
        <Button
          variant="light"
          leftSection={<IconMailbox size={18} aria-hidden />}
          loading={begin.isPending}
          onClick={() => {
            begin.mutate()
          }}
        >
          {say('sandbox-try')}
        </Button>
      </Group>
      <ProblemAlert problem={begin.error} />
    </Stack>
  )
}
