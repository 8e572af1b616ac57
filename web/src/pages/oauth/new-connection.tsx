import { Radio, SimpleGrid, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Asked } from '../../ui/asked'
import { Page } from '../../ui/page'
import { Section } from '../../ui/section'
import { useWords } from '../../words/words'
import { forms, type ProviderForm } from './asked-for'
import { ConnectionForm } from './connection-form'
import classes from './new-connection.module.css'

/** Makes a connection: whose provider first, and then what that one asks for. */
export default function NewConnection() {
  const { say, language } = useWords()
  const query = useQuery(forms)
  const [chosen, choose] = useState<ProviderForm['provider']>()
  return (
    <Page
      title={say('connection-create')}
      lead={say('connection-create-lead')}
      crumbs={[{ title: say('nav-connections'), to: '/connections' }]}
    >
      <Asked query={query}>
        {(all) => {
          const form = all.find(({ provider }) => provider === chosen)
          return (
            <>
              <Section title={say('step-provider')} lead={say('step-provider-lead')}>
                <Radio.Group
                  aria-label={say('provider-type')}
                  value={chosen ?? ''}
                  onChange={(value) => choose(value as ProviderForm['provider'])}
                >
                  <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
                    {all.map(({ provider, label }) => (
                      <Radio.Card key={provider} value={provider} p="md" className={classes.card}>
                        <Text fw={600}>{label[language]}</Text>
                        <Text size="sm" c="dimmed">
                          {say(`provider-help-${provider}`)}
                        </Text>
                      </Radio.Card>
                    ))}
                  </SimpleGrid>
                </Radio.Group>
              </Section>
              {form && <ConnectionForm key={form.provider} form={form} again={() => undefined} />}
            </>
          )
        }}
      </Asked>
    </Page>
  )
}
