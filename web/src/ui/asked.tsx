import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Loading } from './loading'
import { ProblemAlert } from './problem-alert'

/** One thing, whatever became of asking for it. */
export function Asked<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  return query.error ? <ProblemAlert problem={query.error} again={() => void query.refetch()} /> : <Loading />
}
