import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useToast } from './toasts'

/** Something that is done by a button: it is told once it is done, and what it has changed is asked for again. */
export function useAct<V = void, R = unknown>(
  act: (given: V) => Promise<R>,
  { said, keys, done }: { said?: string; keys: readonly (readonly unknown[])[]; done?: (result: R) => void },
) {
  const toast = useToast()
  const client = useQueryClient()
  return useMutation<R, Error, V>({
    mutationFn: act,
    onSuccess: async (result) => {
      if (said) toast(said)
      done?.(result)
      await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
    },
  })
}
