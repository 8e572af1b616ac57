import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, got } from '../../api/client'
import { useWords } from '../../words/words'

const PAUSE = 350

/** What is wrong with a text, asked for when one pauses. */
export function useCheckup(text: string, path: string) {
  const { language } = useWords()
  const [settled] = useDebouncedValue(text, PAUSE)
  const query = useQuery({
    queryKey: ['check', language, path, settled],
    queryFn: () => got(api.POST('/api/check', { body: { text: settled, ...(path ? { path } : {}) } })),
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Infinity,
  })
  return {
    mistakes: query.data?.mistakes ?? [],
    isOk: query.data?.ok ?? true,
    isSettled: settled === text && !query.isFetching,
    error: query.error,
  }
}
