import { Button, FileInput, Group, List, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, got } from '../../api/client'
import { Dialog } from '../../ui/dialog'
import { ProblemAlert } from '../../ui/problem-alert'
import { useSay } from '../../words/words'
import { bundleOf } from './bundle'

/** Takes automations from files, and tells what became of each. */
export function Import({ close }: { close: () => void }) {
  const say = useSay()
  const client = useQueryClient()
  const [files, setFiles] = useState<File[]>([])
  const take = useMutation({
    mutationFn: async () => got(api.POST('/api/automations/import', { body: { automations: await bundleOf(files) } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['automations'] }),
  })
  return (
    <Dialog title={say('automations-import')} close={close}>
      <Stack>
        {take.data ? (
          <List spacing="xs" role="status">
            {Object.entries(take.data.automations).map(([path, taken]) => (
              <List.Item key={path}>
                <Text size="sm">
                  <b>{path}</b>: {say(`taken-${typeof taken === 'string' ? taken : 'refused'}`)}
                </Text>
                {typeof taken === 'object' &&
                  taken.refused.mistakes.map(({ message, place }) => (
                    <Text size="xs" c="var(--mantine-color-error)" key={message}>
                      {place ? `${place.line}: ${message}` : message}
                    </Text>
                  ))}
              </List.Item>
            ))}
          </List>
        ) : (
          <FileInput
            label={say('automations-files')}
            description={say('automations-files-help')}
            placeholder={say('automations-choose')}
            multiple
            accept=".yaml,.yml,.json"
            value={files}
            onChange={setFiles}
          />
        )}
        <ProblemAlert problem={take.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {say('close')}
          </Button>
          {!take.data && (
            <Button disabled={files.length === 0} loading={take.isPending} onClick={() => take.mutate()}>
              {say('automations-take')}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  )
}
