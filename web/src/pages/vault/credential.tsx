import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { api } from '../../api/client'
import { AskFirst } from '../../ui/ask-first'
import { Asked } from '../../ui/asked'
import { Facts } from '../../ui/facts'
import { Page } from '../../ui/page'
import { Section } from '../../ui/section'
import { useSay } from '../../words/words'
import { credential } from './asked-for'
import { Attributes } from './attributes'
import { EditCredential } from './edit-credential'
import { HowWritten } from './how-written'
import { Reads } from './reads'

/** A credential: what it has values for, to whom they may go, and who read them. */
export default function Credential() {
  const say = useSay()
  const go = useNavigate()
  const { locker = '', credential: id = '' } = useParams()
  const query = useQuery(credential(id))
  const [isChanging, setChanging] = useState(false)
  const seen = query.data
  const crumbs = [
    { title: say('nav-vault'), to: '/vault' },
    { title: seen?.locker ?? say('locker'), to: `/vault/${locker}` },
  ]
  return (
    <Page
      title={seen?.name ?? say('credential')}
      lead={seen?.description}
      crumbs={crumbs}
      actions={
        seen?.is_changeable && (
          <Group gap="sm">
            <Button variant="default" onClick={() => setChanging(true)}>
              {say('credential-change')}
            </Button>
            <AskFirst
              label={say('remove')}
              title={say('credential-remove-title', { name: seen.name })}
              act={() => api.DELETE('/api/credentials/{id}', { params: { path: { id } } })}
              said={say('credential-removed')}
              keys={[['lockers', locker]]}
              done={() => void go(`/vault/${locker}`)}
            >
              {say('credential-remove-ask')}
            </AskFirst>
          </Group>
        )
      }
    >
      <Asked query={query}>
        {(seen) => (
          <>
            <Attributes of={seen} />
            <Section title={say('credential-use')} lead={say('credential-use-lead')}>
              <HowWritten of={seen} />
              <Facts
                of={[
                  [say('allowed-hosts'), seen.allowed_hosts.join(', ') || say('any-host-warning')],
                  [say('made-by'), seen.made_by],
                ]}
              />
            </Section>
            {seen.is_changeable && <Reads of={seen} />}
            {isChanging && (
              <EditCredential
                credential={seen}
                close={() => setChanging(false)}
                again={() => {
                  setChanging(false)
                  void query.refetch()
                }}
              />
            )}
          </>
        )}
      </Asked>
    </Page>
  )
}
