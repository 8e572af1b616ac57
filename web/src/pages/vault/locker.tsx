import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { api } from '../../api/client'
import { AskFirst } from '../../ui/ask-first'
import { Asked } from '../../ui/asked'
import { Page } from '../../ui/page'
import { useSay } from '../../words/words'
import { isAtLeast, locker } from './asked-for'
import { Credentials } from './credentials'
import { DescribeLocker } from './describe-locker'
import { Members } from './members'

/** A locker: what lies in it, and who is what in it. */
export default function Locker() {
  const say = useSay()
  const go = useNavigate()
  const { locker: id = '' } = useParams()
  const query = useQuery(locker(id))
  const [isDescribing, setDescribing] = useState(false)
  const seen = query.data
  return (
    <Page
      title={seen?.name ?? say('locker')}
      lead={seen?.description}
      crumbs={[{ title: say('nav-vault'), to: '/vault' }]}
      actions={
        seen?.standing === 'owner' && (
          <Group gap="sm">
            <Button variant="default" onClick={() => setDescribing(true)}>
              {say('locker-describe')}
            </Button>
            <AskFirst
              label={say('locker-remove')}
              title={say('locker-remove-title', { name: seen.name })}
              act={() => api.DELETE('/api/lockers/{id}', { params: { path: { id } } })}
              said={say('locker-removed')}
              keys={[['lockers', 'list']]}
              done={() => void go('/vault')}
            >
              {say('locker-remove-ask')}
            </AskFirst>
          </Group>
        )
      }
    >
      <Asked query={query}>
        {(seen) => (
          <>
            <Credentials of={seen} />
            {isAtLeast(seen.standing, 'participant') && <Members of={seen} />}
            {isDescribing && (
              <DescribeLocker of={seen} close={() => setDescribing(false)} again={() => void query.refetch()} />
            )}
          </>
        )}
      </Asked>
    </Page>
  )
}
