import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { api, type Schemas, seen } from '../../api/client'
import { AskFirst } from '../../ui/ask-first'
import { Section } from '../../ui/section'
import { Status } from '../../ui/status'
import { Table } from '../../ui/table'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import { credential } from './asked-for'
import { SetValue } from './set-value'
import { Versions } from './versions'

type Attribute = Schemas['CredentialAttribute']

/** What a credential has values for. No value is ever shown. */
export function Attributes({ of }: { of: Schemas['Credential'] }) {
  const say = useSay()
  const [setting, setSetting] = useState<Attribute>()
  const [looking, setLooking] = useState<Attribute>()
  const acts = (one: Attribute) => {
    if (one.input === 'user_provided')
      return (
        <Button component={Link} to="/me/credentials" variant="subtle" size="compact-sm">
          {say('value-own-go')}
        </Button>
      )
    if (!of.is_changeable) return null
    return (
      <Group gap={4} justify="flex-end">
        <Button
          variant="light"
          size="compact-sm"
          aria-label={`${say(one.set_at ? 'value-replace' : 'value-set')}: ${one.name}`}
          onClick={() => setSetting(one)}
        >
          {say(one.set_at ? 'value-replace' : 'value-set')}
        </Button>
        {one.set_at && (
          <>
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={`${say('value-versions')}: ${one.name}`}
              onClick={() => setLooking(one)}
            >
              {say('value-versions')}
            </Button>
            <AskFirst
              size="compact-sm"
              label={say('value-remove')}
              name={`${say('value-remove')}: ${one.name}`}
              title={say('value-remove-title', { name: one.name })}
              act={() =>
                api.DELETE('/api/credentials/{id}/attributes/{attribute}/value', {
                  params: { path: { id: of.id, attribute: one.name }, header: seen(of.version) },
                })
              }
              said={say('value-removed')}
              keys={[credential(of.id).queryKey, ['lockers', of.locker_id, 'credentials']]}
            >
              {say('value-remove-ask')}
            </AskFirst>
          </>
        )}
      </Group>
    )
  }
  return (
    <Section title={say('attributes')} lead={say('attributes-lead')}>
      <Table
        label={say('attributes')}
        rows={of.attributes}
        rowKey={(row) => row.name}
        columns={[
          { title: say('name'), isName: true, cell: (row) => row.name },
          { title: say('attribute-input'), cell: (row) => say(`attribute-${row.input}`) },
          { title: say('attribute-typing'), cell: (row) => say(row.masked ? 'attribute-masked' : 'attribute-open') },
          {
            title: say('value'),
            cell: (row) =>
              row.set_at ? (
                <Group gap="xs">
                  <Status tone="good">{say('value-given')}</Status> <Time at={row.set_at} relative />
                </Group>
              ) : (
                <Status tone="warn">
                  {say(row.input === 'user_provided' ? 'own-value-missing' : 'value-missing')}
                </Status>
              ),
          },
          { title: say('actions'), isActions: true, cell: acts },
        ]}
      />
      {setting && <SetValue of={of} attribute={setting} close={() => setSetting(undefined)} />}
      {looking && <Versions of={of} attribute={looking.name} close={() => setLooking(undefined)} />}
    </Section>
  )
}
