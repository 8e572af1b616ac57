import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { Asked } from '../../ui/asked'
import { Page } from '../../ui/page'
import { useSay } from '../../words/words'
import { connection, forms } from './asked-for'
import { ConnectionForm } from './connection-form'

/** Changes a connection; its provider stays. */
export default function EditConnection() {
  const say = useSay()
  const { id = '' } = useParams()
  // What is being typed is not put away by what comes from elsewhere.
  const query = useQuery({ ...connection(id), queryKey: ['connections', id, 'edit'], staleTime: Infinity, gcTime: 0 })
  const providers = useQuery(forms)
  return (
    <Page
      title={say('connection-edit')}
      lead={say('connection-edit-lead')}
      crumbs={[
        { title: say('nav-connections'), to: '/connections' },
        { title: query.data?.title ?? say('connection'), to: `/connections/${id}` },
      ]}
    >
      <Asked query={query}>
        {(shown) => (
          <Asked query={providers}>
            {(all) => {
              const form = all.find(({ provider }) => provider === shown.provider)
              return (
                form && (
                  <ConnectionForm
                    key={shown.version}
                    form={form}
                    connection={shown}
                    again={() => void query.refetch()}
                  />
                )
              )
            }}
          </Asked>
        )}
      </Asked>
    </Page>
  )
}
