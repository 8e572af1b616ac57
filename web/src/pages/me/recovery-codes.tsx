import { Button, Checkbox, Code, CopyButton, Group, Modal, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconCopy, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useFocusBack } from '../../ui/use-focus-back'
import { useSay } from '../../words/words'

/** They are seen this once: the dialog is left by saying that they are kept. */
export function RecoveryCodes({ codes, close }: { codes: string[]; close: () => void }) {
  const say = useSay()
  useFocusBack()
  const [isKept, setKept] = useState(false)
  const text = `${codes.join('\n')}\n`
  const save = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
    link.download = 'carteiro-recovery-codes.txt'
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={say('recovery-codes')}
    >
      <Stack>
        <Text>{say('recovery-codes-lead')}</Text>
        <SimpleGrid cols={2} spacing="xs">
          {codes.map((code) => (
            <Code key={code} fz="sm" ta="center" py={6}>
              {code}
            </Code>
          ))}
        </SimpleGrid>
        <Group gap="sm">
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button variant="default" leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
                {say(copied ? 'copied' : 'copy')}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>
            {say('download')}
          </Button>
        </Group>
        <Checkbox
          label={say('recovery-codes-kept')}
          checked={isKept}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
        <Button disabled={!isKept} onClick={close}>
          {say('done')}
        </Button>
      </Stack>
    </Modal>
  )
}
