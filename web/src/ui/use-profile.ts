import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, type Schemas, seen } from '../api/client'
import { type Me, me } from '../session'

/** Changes one's language and time zone. What was changed elsewhere meanwhile is not lost: it is asked for first. */
export function useProfile() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: Schemas['Profile']) => {
      const { version } = await client.query({ ...me, staleTime: 0 })
      await api.PATCH('/api/me', { body, params: { header: seen(version) } })
      return body
    },
    onSuccess: (body) => {
      client.setQueryData(me.queryKey, (now?: Me) => now && { ...now, ...body })
      // What the server has said in the language of before is asked for again.
      return client.invalidateQueries()
    },
  })
}
