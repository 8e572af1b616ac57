import { Button, Modal, Radio, Stack } from '@mantine/core'
import { IconRepeat } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api, got, type Schemas } from '../../api/client'
import { ProblemAlert } from '../../ui/problem-alert'
import { useSay } from '../../words/words'

const WAYS = ['rest', 'all'] as const

/** Runs a run again: what it did not do, or everything. */
export function RunAgain({ run }: { run: Schemas['Run'] }) {
  const say = useSay()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [isAsking, setAsking] = useState(false)
  const [what, setWhat] = useState<Schemas['Again']>(run.state === 'ok' || run.dry_run ? 'all' : 'rest')
  const again = useMutation({
    mutationFn: () => got(api.POST('/api/runs/{id}/again', { params: { path: { id: run.id } }, body: { what } })),
    onSuccess: async (next) => {
      setAsking(false)
      await client.invalidateQueries({ queryKey: ['runs'] })
      await navigate(`/runs/${next.id}`)
    },
  })
  return (
    <>
      <Button variant="default" leftSection={<IconRepeat size={18} aria-hidden />} onClick={() => setAsking(true)}>
        {say('run-again')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={say('run-again')}
        closeButtonProps={{ 'aria-label': say('close') }}
      >
        <Stack>
          {run.dry_run ? (
            say('run-again-dry')
          ) : (
            <Radio.Group label={say('run-again-what')} value={what} onChange={(value) => setWhat(value)}>
              <Stack mt="sm">
                {WAYS.map((way) => (
                  <Radio key={way} value={way} label={say(`again-${way}`)} description={say(`again-${way}-help`)} />
                ))}
              </Stack>
            </Radio.Group>
          )}
          <ProblemAlert problem={again.error} />
          <Button loading={again.isPending} onClick={() => again.mutate()}>
            {say('run-again')}
          </Button>
        </Stack>
      </Modal>
    </>
  )
}
