import { IconLock } from '@tabler/icons-react'
import { useSay } from '../words/words'
import { EmptyState } from './empty-state'
import { Page } from './page'

export function NoPermission() {
  const say = useSay()
  return (
    <Page title={say('no-permission')} hideTitle>
      <EmptyState icon={IconLock} title={say('no-permission')} text={say('no-permission-advice')} home />
    </Page>
  )
}
