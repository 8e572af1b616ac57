import { SimpleGrid, Text, UnstyledButton } from '@mantine/core'
import { IconFilePlus, IconTemplate } from '@tabler/icons-react'
import { Link } from 'react-router'
import { Dialog } from '../../ui/dialog'
import { useSay } from '../../words/words'
import { EXAMPLES } from '../editor/examples'
import classes from './new-automation.module.css'

/** What to begin with: nothing, or an example. */
export function NewAutomation({ close }: { close: () => void }) {
  const say = useSay()
  return (
    <Dialog title={say('automation-new')} close={close} size="lg">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <UnstyledButton component={Link} to="/automations/new" className={classes.card} data-autofocus>
          <IconFilePlus size={22} aria-hidden />
          <span>
            <Text fw={600}>{say('automation-from-nothing')}</Text>
            <Text size="sm" c="dimmed">
              {say('automation-from-nothing-text')}
            </Text>
          </span>
        </UnstyledButton>
        {EXAMPLES.map((name) => (
          <UnstyledButton component={Link} to={`/automations/new?from=${name}`} key={name} className={classes.card}>
            <IconTemplate size={22} aria-hidden />
            <span>
              <Text fw={600}>{say(`example-${name}`)}</Text>
              <Text size="sm" c="dimmed">
                {say(`example-${name}.text`)}
              </Text>
            </span>
          </UnstyledButton>
        ))}
      </SimpleGrid>
    </Dialog>
  )
}
