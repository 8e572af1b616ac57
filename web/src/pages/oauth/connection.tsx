import { Alert, Button, Group, List } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from 'react-router'
import { api } from '../../api/client'
import { useMay } from '../../session'
import { AskFirst } from '../../ui/ask-first'
import { Asked } from '../../ui/asked'
import { CopyField } from '../../ui/copy-field'
import { Page } from '../../ui/page'
import { Section } from '../../ui/section'
import { useSay } from '../../words/words'
import { connection } from './asked-for'
import { ConnectionFacts } from './connection-facts'
import { Standing } from './standing'

/** One OAuth connection: how it stands, what can be done about it, and what it is. */
export default function ConnectionPage() {
  const say = useSay()
  const go = useNavigate()
  const { id = '' } = useParams()
  const may = useMay()('manage_connections')
  const query = useQuery(connection(id))
  const shown = query.data
  return (
    <Page
      title={shown?.title ?? say('connection')}
      crumbs={[{ title: say('nav-connections'), to: '/connections' }]}
      actions={
        may &&
        shown && (
          <Group gap="sm">
            <Button component={Link} to={`/connections/${id}/edit`} variant="default">
              {say('connection-edit')}
            </Button>
            <AskFirst
              label={say('remove')}
              title={say('connection-remove-title', { name: shown.title })}
              act={() => api.DELETE('/api/connections/{id}', { params: { path: { id } } })}
              said={say('connection-removed')}
              keys={[['connections', 'list'], ['expiries']]}
              done={() => void go('/connections')}
            >
              {say('connection-remove-ask')}
            </AskFirst>
          </Group>
        )
      }
    >
      <Asked query={query}>
        {(shown) => (
          <>
            {shown.warnings.length > 0 && (
              <Alert color="yellow" title={say('connection-warnings')}>
                <List size="sm">
                  {shown.warnings.map(({ code, said }) => (
                    <List.Item key={code}>{said}</List.Item>
                  ))}
                </List>
              </Alert>
            )}
            <Standing of={shown} />
            <Section title={say('connection-use')} lead={say('connection-use-lead')}>
              <CopyField
                label={say('connection-written')}
                value={`auth: { managed: { connection: ${shown.name} } }`}
              />
              {shown.grant === 'authorization_code' && (
                <CopyField
                  label={say('callback-url')}
                  description={say('callback-url-help')}
                  value={shown.callback_url}
                />
              )}
            </Section>
            <Section title={say('connection-what')}>
              <ConnectionFacts of={shown} />
            </Section>
          </>
        )}
      </Asked>
    </Page>
  )
}
