import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import type { Schemas } from '../../api/client'
import { useMe } from '../../session'
import { Asked } from '../../ui/asked'
import { Page } from '../../ui/page'
import { useSay } from '../../words/words'
import { person } from './asked-for'
import { PersonAccount } from './person-account'
import { PersonIdentities } from './person-identities'
import { PersonPassword } from './person-password'
import { PersonRoles } from './person-roles'
import { PersonSecondFactor } from './person-second-factor'
import { PersonSessions } from './person-sessions'
import { PersonTokens } from './person-tokens'

export type Somebody = Schemas['Somebody']

/** Somebody, with everything that an administrator decides about them. */
export default function Person() {
  const say = useSay()
  const { id = '' } = useParams()
  const query = useQuery(person(id))
  const isMe = useMe().id === id
  return (
    <Page
      title={query.data?.name ?? say('person')}
      lead={isMe ? say('person-is-you') : undefined}
      crumbs={[{ title: say('people'), to: '/people' }]}
    >
      <Asked query={query}>
        {(somebody) => (
          <>
            <PersonAccount of={somebody} again={() => void query.refetch()} />
            <PersonRoles of={somebody} />
            <PersonPassword of={somebody} />
            <PersonSecondFactor of={somebody} />
            <PersonIdentities of={somebody} />
            <PersonSessions of={somebody} />
            <PersonTokens of={somebody} />
          </>
        )}
      </Asked>
    </Page>
  )
}
