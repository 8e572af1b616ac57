import type { UseFormReturnType } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { api, seen } from '../../api/client'
import { useSend } from '../../ui/form'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'
import type { Settings } from './asked-for'

/** Changes some of the settings; the others stay as they were seen. */
export function useSettings<V extends Record<string, unknown>>(
  form: UseFormReturnType<V>,
  { settings, version }: { settings: Settings; version: number },
  change: (typed: V) => Partial<Settings>,
) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  return useSend(form, {
    send: (typed) =>
      api.PUT('/api/settings', { body: { ...settings, ...change(typed) }, params: { header: seen(version) } }),
    done: () => {
      toast(say('saved'))
      void client.invalidateQueries({ queryKey: ['settings'] })
    },
  })
}
