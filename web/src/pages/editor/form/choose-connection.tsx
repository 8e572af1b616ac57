import { Button, Group, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useMay } from '../../../session'
import { Dialog } from '../../../ui/dialog'
import { TokenStatus } from '../../../ui/token-status'
import { useSay } from '../../../words/words'
import type { Managed } from '../sources'
import classes from './form.module.css'

/** Which connection, and whose token. */
export function ChooseConnection({
  all,
  chosen,
  confirm,
  close,
}: {
  all: Managed[]
  chosen: string
  confirm: (connection: Managed) => void
  close: () => void
}) {
  const say = useSay()
  const may = useMay()
  const [name, choose] = useState(chosen)
  const connection = all.find((one) => one.name === name)
  return (
    <Dialog title={say('editor-choose-connection')} close={close} size="lg">
      <Stack>
        {all.length === 0 && <Text size="sm">{say(may('view_connections') ? 'editor-no-connections' : 'editor-no-own-connections')}</Text>}
        <Radio.Group aria-label={say('connection')} value={name} onChange={choose}>
          <Stack gap="xs">
            {all.map((one) => (
              <Radio.Card key={one.name} value={one.name} p="sm" className={classes.card}>
                <Group wrap="nowrap">
                  <Radio.Indicator />
                  <div className={classes.told}>
                    <Text size="sm" fw={600}>
                      {one.title}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {one.name}
                    </Text>
                  </div>
                  {one.state && <TokenStatus of={one.state} />}
                </Group>
              </Radio.Card>
            ))}
          </Stack>
        </Radio.Group>
        {connection && (
          // Another than the connection's own would be a mistake.
          <Radio.Group label={say('token-type')} value={connection.token} description={say(`editor-token-${connection.token}`)}>
            <Group gap="lg" mt="xs">
              {['shared', 'user_specific'].map((token) => (
                <Radio key={token} value={token} label={say(`token-type-${token}`)} disabled={token !== connection.token} />
              ))}
            </Group>
          </Radio.Group>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {say('cancel')}
          </Button>
          <Button disabled={!connection} onClick={() => connection && confirm(connection)}>
            {say('editor-confirm')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
