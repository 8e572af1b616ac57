import { Button } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Schemas } from '../../api/client'
import { Confirm } from '../../ui/confirm'
import { useSay } from '../../words/words'

/** Ends a run: it finishes what it has begun. */
export function Cancel({ run }: { run: Schemas['Run'] }) {
  const say = useSay()
  const client = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const cancel = useMutation({
    mutationFn: () => api.POST('/api/runs/{id}/cancel', { params: { path: { id: run.id } } }),
    onSuccess: async () => {
      setAsking(false)
      await client.invalidateQueries({ queryKey: ['runs'] })
    },
  })
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={18} aria-hidden />}
        disabled={run.stop_asked}
        onClick={() => setAsking(true)}
      >
        {say(run.stop_asked ? 'run-ending' : 'run-cancel')}
      </Button>
      <Confirm
        opened={isAsking}
        title={say('run-cancel-title')}
        act={say('run-cancel')}
        acting={cancel.isPending}
        problem={cancel.error}
        onConfirm={() => cancel.mutate()}
        onClose={() => setAsking(false)}
      >
        {say('run-cancel-ask')}
      </Confirm>
    </>
  )
}
