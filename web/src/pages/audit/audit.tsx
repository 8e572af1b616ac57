import { Button } from '@mantine/core'
import { IconDownload, IconHistory } from '@tabler/icons-react'
import { useSearchParams } from 'react-router'
import { api, got } from '../../api/client'
import { usePages } from '../../api/pages'
import { useTimeZone } from '../../session'
import { EmptyState } from '../../ui/empty-state'
import { Listed } from '../../ui/listed'
import { Page } from '../../ui/page'
import { useSay } from '../../words/words'
import { AuditFilter } from './audit-filter'
import { Records } from './records'
import { filterOf, queried } from './filter'

/** The audit log: who did what, when; what is looked for stands in the address. */
export default function Audit() {
  const say = useSay()
  const zone = useTimeZone()
  const [search, setSearch] = useSearchParams()
  const filter = filterOf(search)
  const query = queried(filter, zone)
  const pages = usePages(['audit', query], (cursor) =>
    got(api.GET('/api/audit', { params: { query: { ...query, cursor, limit: 50 } } })),
  )
  const said = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
  return (
    <Page
      title={say('nav-audit')}
      lead={say('audit-lead')}
      actions={
        <Button
          component="a"
          href={`/api/audit/export?${said.toString()}`}
          download="audit.jsonl"
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
        >
          {say('audit-export')}
        </Button>
      }
    >
      <AuditFilter key={search.toString()} filter={filter} look={(wanted) => setSearch(new URLSearchParams(wanted))} />
      <Listed
        pages={pages}
        empty={<EmptyState icon={IconHistory} title={say('audit-none')} text={say('audit-none-text')} />}
      >
        {(rows) => <Records rows={rows} />}
      </Listed>
    </Page>
  )
}
