import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client'
import { AskFirst } from '../../ui/ask-first'
import { Listed, listed } from '../../ui/listed'
import { Section } from '../../ui/section'
import { Said, useSay } from '../../words/words'
import { providers } from './asked-for'
import { LinkIdentity } from './link-identity'
import type { Somebody } from './person'

/** Where else they sign in. The API takes links and does not tell them: both ways stand open. */
export function PersonIdentities({ of }: { of: Somebody }) {
  const say = useSay()
  const query = useQuery(providers)
  const [linking, setLinking] = useState<{ id: string; name: string }>()
  const none = (
    <Text c="dimmed" size="sm">
      <Said id="person-sso-none" of={{ link: (text) => <Link to="/people/single-sign-on">{text}</Link> }} />
    </Text>
  )
  return (
    <Section title={say('sso')} lead={say('person-sso-lead')}>
      <Listed pages={listed(query)} empty={none}>
        {(rows) => (
          <>
            {rows.map(({ id, details: { name } }) => (
              <Group key={id} justify="space-between">
                <Text fw={600}>{name}</Text>
                <Group gap="xs">
                  <Button variant="default" size="compact-sm" onClick={() => setLinking({ id, name })}>
                    {say('sso-link')}
                  </Button>
                  <AskFirst
                    size="compact-sm"
                    label={say('sso-unlink')}
                    title={say('sso-unlink')}
                    act={() =>
                      api.DELETE('/api/people/{person}/sso/{provider}', { params: { path: { person: of.id, provider: id } } })
                    }
                    said={say('person-sso-unlinked')}
                    keys={[]}
                  >
                    {say('person-sso-unlink-ask', { name: of.name, provider: name })}
                  </AskFirst>
                </Group>
              </Group>
            ))}
          </>
        )}
      </Listed>
      {linking && <LinkIdentity of={of} provider={linking} close={() => setLinking(undefined)} />}
    </Section>
  )
}
