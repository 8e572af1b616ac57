import { useQuery } from '@tanstack/react-query'
import { api, got } from '../../api/client'
import { useWords } from '../../words/words'

interface Described {
  actions: { name: string; label: Record<string, string> }[]
}

/** What actions are called in the reader's language, as the server has it; the name in the file until that is known. */
export function useActionLabel(): (name: string) => string {
  const { language } = useWords()
  const { data } = useQuery({
    queryKey: ['actions'],
    queryFn: async (): Promise<object> => got(api.GET('/api/actions')),
    staleTime: Infinity,
  })
  const known = data as Described | undefined
  return (name) => known?.actions.find((action) => action.name === name)?.label[language] ?? name
}
