import { useQuery } from '@tanstack/react-query'
import { Asked } from '../../ui/asked'
import { settings } from './asked-for'
import { Reach } from './reach'
import { Runs } from './runs'
import { SettingsPage } from './settings-page'

export default function SettingsGeneral() {
  const query = useQuery(settings)
  const again = () => void query.refetch()
  return (
    <SettingsPage>
      <Asked query={query}>
        {(now) => (
          <>
            <Reach key={`reach ${now.version}`} now={now} again={again} />
            <Runs key={`runs ${now.version}`} now={now} again={again} />
          </>
        )}
      </Asked>
    </SettingsPage>
  )
}
