import { Button, FileButton, Stack, Textarea } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'
import { useSay } from '../../words/words'
import type { Drawing } from './drawn-field'

/** A secret of many lines, such as a key: pasted, or read from a file. */
export function PemInput({
  drawing,
  input,
  set,
}: {
  drawing: Drawing
  input: GetInputPropsReturnType
  set: (text: string) => void
}) {
  const say = useSay()
  return (
    <Stack gap="xs" align="stretch">
      <Textarea
        autosize
        minRows={3}
        maxRows={8}
        autoComplete="off"
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        {...drawing}
        {...input}
      />
      <div>
        <FileButton onChange={(file) => void file?.text().then(set)} accept=".pem,.json,.key,.crt,.txt">
          {(props) => (
            <Button variant="default" size="compact-sm" {...props}>
              {say('from-a-file')}
            </Button>
          )}
        </FileButton>
      </div>
    </Stack>
  )
}
