import { Avatar, Menu, UnstyledButton } from '@mantine/core'
import { IconLogout, IconUserCog } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { api } from '../api/client'
import { useMe } from '../session'
import { useSay } from '../words/words'

export function MeMenu() {
  const say = useSay()
  const { name } = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const leave = useMutation({
    mutationFn: () => api.DELETE('/api/session'),
    onSuccess: async () => {
      await navigate('/sign-in')
      client.clear()
    },
  })
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton aria-label={say('me-menu', { name })}>
          <Avatar name={name} radius="xl" size={34} color="petrol" variant="filled" aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{name}</Menu.Label>
        <Menu.Item component={Link} to="/me" leftSection={<IconUserCog size={16} aria-hidden />}>
          {say('nav-me')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate()}>
          {say('sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
