import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { Loading } from './loading'
import { Pager } from './pager'
import { ProblemAlert } from './problem-alert'

/** A list, whatever became of asking for it: it loads, it failed, nothing is in it, or its rows and more of them. */
export function Listed<T>({
  pages,
  empty,
  children,
}: {
  pages: {
    rows: T[] | undefined
    error: unknown
    again: () => void
    hasMore?: boolean
    isLoadingMore?: boolean
    more?: () => void
  }
  empty: ReactNode
  children: (rows: T[]) => ReactNode
}) {
  const { rows, error, again, hasMore = false, isLoadingMore = false, more } = pages
  if (!rows) return error ? <ProblemAlert problem={error} again={again} /> : <Loading />
  if (rows.length === 0) return empty
  return (
    <Stack>
      {children(rows)}
      <ProblemAlert problem={error} again={again} />
      {more && <Pager pages={{ hasMore, isLoadingMore, more }} />}
    </Stack>
  )
}

/** The same of a list that comes whole: `listed(useQuery(…))`. */
export function listed<T>(query: { data: T[] | undefined; error: unknown; refetch: () => unknown }) {
  return { rows: query.data, error: query.error, again: () => void query.refetch() }
}
