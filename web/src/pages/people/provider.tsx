import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from 'react-router'
import { api, got } from '../../api/client'
import { AskFirst } from '../../ui/ask-first'
import { Asked } from '../../ui/asked'
import { Page } from '../../ui/page'
import { useSay } from '../../words/words'
import { ProviderForm } from './provider-form'

const key = (id: string) => ['sso-providers', id]

/** A provider of single sign-on: a new one, or one that is there. */
export default function Provider() {
  const say = useSay()
  const go = useNavigate()
  const { id } = useParams()
  const crumbs = [{ title: say('sso'), to: '/people/single-sign-on' }]
  const query = useQuery({
    queryKey: key(id ?? ''),
    queryFn: () => got(api.GET('/api/sso-providers/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== undefined,
    // What is being typed is not put away by what comes from elsewhere.
    staleTime: Infinity,
  })
  if (id === undefined)
    return (
      <Page title={say('sso-add')} lead={say('sso-providers-lead')} crumbs={crumbs}>
        <ProviderForm again={() => undefined} />
      </Page>
    )
  return (
    <Page
      title={query.data?.details.name ?? say('sso')}
      crumbs={crumbs}
      actions={
        query.data && (
          <AskFirst
            label={say('remove')}
            title={say('sso-remove-title', { name: query.data.details.name })}
            act={() => api.DELETE('/api/sso-providers/{id}', { params: { path: { id } } })}
            said={say('sso-removed')}
            keys={[]}
            done={() => void go('/people/single-sign-on')}
          >
            {say('sso-remove-ask')}
          </AskFirst>
        )
      }
    >
      <Asked query={query}>
        {(provider) => (
          <ProviderForm key={provider.version} provider={provider} again={() => void query.refetch()} />
        )}
      </Asked>
    </Page>
  )
}
