import { useQuery } from '@tanstack/react-query'
import { Asked } from '../../ui/asked'
import { settings } from './asked-for'
import { Outbox } from './outbox'
import { NoticeAutomation } from './notice-automation'
import { SettingsPage } from './settings-page'
import { SigningSecret } from './signing-secret'
import { Webhook } from './webhook'

/** Where notices go besides the people that they are for, and what became of them. */
export default function Deliveries() {
  const query = useQuery(settings)
  return (
    <SettingsPage>
      <Asked query={query}>
        {(now) => <Webhook key={now.version} now={now} again={() => void query.refetch()} />}
      </Asked>
      <SigningSecret />
      <NoticeAutomation />
      <Outbox />
    </SettingsPage>
  )
}
