import { Center, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useWords } from '../words/words'
import classes from './door.module.css'
import { LanguageMenu } from './language-menu'
import { Logo } from './logo'
import { SchemeMenu } from './scheme-menu'

/** What stands around the pages of whoever is not signed in yet. */
export function Door({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const { language } = useWords()
  useEffect(() => {
    document.title = `${title} · Carteiro`
  }, [title])
  return (
    <div className={classes.door}>
      <Group component="header" justify="space-between" p="md">
        <Logo />
        <Group gap={4}>
          <LanguageMenu />
          <SchemeMenu />
        </Group>
      </Group>
      <Center component="main" px="md" pb={64} className={classes.middle} lang={language}>
        <Paper p={{ base: 'lg', sm: 32 }} w="100%" maw={460} shadow="sm" bg="var(--room-raised)">
          <Stack gap="lg">
            <Stack gap={6}>
              <Title order={1}>{title}</Title>
              {lead && <Text c="dimmed">{lead}</Text>}
            </Stack>
            {children}
          </Stack>
        </Paper>
      </Center>
    </div>
  )
}
