import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core'
import { IconContrast2, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { useSay } from '../words/words'

const SCHEMES = [
  { name: 'auto', icon: IconDeviceDesktop },
  { name: 'light', icon: IconSun },
  { name: 'dark', icon: IconMoon },
] as const

export function SchemeMenu() {
  const say = useSay()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={say('scheme')} title={say('scheme')}>
          <IconContrast2 size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(name) => setColorScheme(name as (typeof SCHEMES)[number]['name'])}
        >
          {SCHEMES.map(({ name, icon: Icon }) => (
            <Menu.RadioItem key={name} value={name} closeMenuOnClick rightSection={<Icon size={16} aria-hidden />}>
              {say(`scheme-${name}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
