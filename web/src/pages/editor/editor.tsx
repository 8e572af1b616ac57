import { useMediaQuery } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { useLocation, useParams, useSearchParams } from 'react-router'
import { api, got, type Schemas } from '../../api/client'
import { useMay } from '../../session'
import { Loading } from '../../ui/loading'
import { ProblemAlert } from '../../ui/problem-alert'
import { useSay } from '../../words/words'
import { EditingProvider, useSeen } from './context'
import { useDefinitions } from './definitions'
import { exampleOf } from './examples'
import { Desk } from './desk'
import { Draft } from './model/draft'
import { rowsOf } from './model/rows'
import { useCheckup } from './use-checkup'

export interface Kept {
  text: string
  path: string
  automation?: Schemas['Automation']
}

/** An automation: its steps, their forms, and its YAML. */
export default function Editor() {
  const say = useSay()
  const { id } = useParams()
  const [search] = useSearchParams()
  const key = useOpening()
  const from = search.get('from')
  const isNew = id === undefined || id === 'new'
  const query = useQuery({
    queryKey: ['automation', isNew ? `new ${from ?? ''}` : id],
    queryFn: async (): Promise<Kept> => {
      if (isNew) return { text: (await exampleOf(from)) ?? `name: ${say('editor-new-name')}\nsteps: []\n`, path: '' }
      const { text, ...automation } = await got(api.GET('/api/automations/{id}', { params: { path: { id } } }))
      return { text, path: automation.path, automation }
    },
    // What is being written is not replaced below one's hands.
    staleTime: Infinity,
    gcTime: 0,
  })
  const client = useQueryClient()
  // Whoever comes back to it asks anew.
  useEffect(() => () => client.removeQueries({ queryKey: ['automation', id], exact: true }), [client, id])
  if (query.error) return <ProblemAlert problem={query.error} again={() => void query.refetch()} />
  if (!query.data) return <Loading />
  return (
    <Suspense fallback={<Loading />}>
      <Opened key={key} kept={query.data} />
    </Suspense>
  )
}

/** The same as long as one automation is worked at: its first save gives it an address, and takes nothing from whoever writes. */
export function useOpening(): string {
  const { id = 'new' } = useParams()
  const { state } = useLocation() as { state: { opening?: string } | null }
  return state?.opening ?? id
}

function Opened({ kept: opened }: { kept: Kept }) {
  const may = useMay()
  const definitions = useDefinitions()
  const [kept, keep] = useState(opened)
  const [draft] = useState(() => new Draft(opened.text))
  const seen = useSeen(draft)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(() => rowsOf(seen.value, definitions.grammar, folded), [seen.value, definitions.grammar, folded])
  const checkup = useCheckup(seen.text, kept.path)
  const isWide = useMediaQuery('(min-width: 62em)', undefined, { getInitialValueInEffect: false })
  const editing = useMemo(
    () => ({
      draft,
      seen,
      rows,
      definitions,
      mistakes: checkup.mistakes,
      isOpen: may('edit_automations'),
      id: kept.automation?.id,
      path: kept.path,
    }),
    [draft, seen, rows, definitions, checkup.mistakes, may, kept],
  )
  return (
    <EditingProvider value={editing}>
      <Desk kept={kept} keep={keep} checkup={checkup} folded={folded} setFolded={setFolded} isWide={isWide} />
    </EditingProvider>
  )
}
