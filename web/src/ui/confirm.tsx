import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSay } from '../words/words'
import { ProblemAlert } from './problem-alert'

/** Asks before something is lost. The button says what is done, never "OK". */
export function Confirm({
  opened,
  title,
  children,
  act,
  acting = false,
  problem,
  onConfirm,
  onClose,
  isHarmless = false,
}: {
  opened: boolean
  title: string
  children: ReactNode
  act: string
  acting?: boolean
  problem?: unknown
  onConfirm: () => void
  onClose: () => void
  isHarmless?: boolean
}) {
  const say = useSay()
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': say('close') }}>
      <Stack>
        <Text component="div">{children}</Text>
        <ProblemAlert problem={problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {say('cancel')}
          </Button>
          <Button color={isHarmless ? undefined : 'red'} loading={acting} onClick={onConfirm}>
            {act}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
