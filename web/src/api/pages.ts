import { useInfiniteQuery } from '@tanstack/react-query'

/** A page of a list, as every list of the API has it. */
export interface PageOf<T> {
  items: T[]
  next?: string | null
}

/** A list that is read page by page: `rows` so far, and `more()` while there is more. */
export function usePages<T>(key: readonly unknown[], ask: (cursor?: string) => Promise<PageOf<T>>) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => ask(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  return {
    rows: query.data?.pages.flatMap((page) => page.items),
    error: query.error,
    isLoading: query.isPending,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    more: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
  }
}
export type Pages<T> = ReturnType<typeof usePages<T>>
