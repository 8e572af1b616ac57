import { SimpleGrid, Stack } from '@mantine/core'
import { useMay, useMe } from '../../session'
import { Page } from '../../ui/page'
import { useSay } from '../../words/words'
import { Expiries } from './expiries'
import { Failing } from './failing'
import { FirstSteps } from './first-steps'
import { OwnSignIns } from './own-sign-ins'
import { Running } from './running'
import { WantSomebody } from './want-somebody'

/** What wants attention, first; nothing of what one may not see. */
export default function Dashboard() {
  const say = useSay()
  const may = useMay()
  const { name } = useMe()
  return (
    <Page title={say('home-title', { name })} lead={say('home-lead')}>
      <FirstSteps />
      <OwnSignIns />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack gap="lg">
          <Running />
          <Failing />
        </Stack>
        {may('view_connections') && (
          <Stack gap="lg">
            <WantSomebody />
            <Expiries />
          </Stack>
        )}
      </SimpleGrid>
    </Page>
  )
}
