import { IconMapPinOff } from '@tabler/icons-react'
import { EmptyState } from '../../ui/empty-state'
import { Page } from '../../ui/page'
import { useSay } from '../../words/words'

export default function NotFound() {
  const say = useSay()
  return (
    <Page title={say('not-found')} hideTitle>
      <EmptyState icon={IconMapPinOff} title={say('not-found')} text={say('not-found-advice')} home />
    </Page>
  )
}
