import { Button, Group, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, got } from '../../api/client'
import { AskFirst } from '../../ui/ask-first'
import { Asked } from '../../ui/asked'
import { CopyField } from '../../ui/copy-field'
import { Form, Submit, useSend } from '../../ui/form'
import { SecretInput } from '../../ui/secret-input'
import { Section } from '../../ui/section'
import { useToast } from '../../ui/toasts'
import { useSay } from '../../words/words'

/** 32 bytes as Standard Webhooks writes them. */
function made(): string {
  return `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`
}

const ADDRESS = '/api/settings/notice-webhook-secret'
const key = ['notice-webhook-secret']
const put = (secret: string) => api.PUT(ADDRESS, { body: { secret } })

/** What notices to the webhook are signed with: whoever receives them keeps the same. */
export function SigningSecret() {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const standing = useQuery({ queryKey: key, queryFn: () => got(api.GET(ADDRESS)) })
  const [shown, show] = useState<string>()
  const form = useForm({
    initialValues: { secret: '' },
    validate: { secret: (secret) => (secret ? null : say('value-wanted')) },
  })
  const sending = useSend(form, {
    send: ({ secret }) => put(secret),
    done: () => {
      form.reset()
      show(undefined)
      toast(say('signing-set'))
      void client.invalidateQueries({ queryKey: key })
    },
  })
  const make = () => {
    const secret = made()
    form.setFieldValue('secret', secret)
    show(secret)
  }
  return (
    <Section title={say('signing')} lead={say('signing-lead')}>
      <Stack maw={640}>
        <Asked query={standing}>
          {({ is_signed: isSigned }) => <Text size="sm">{say(isSigned ? 'signing-on' : 'signing-off')}</Text>}
        </Asked>
        <Form form={form} sending={sending} label={say('signing')}>
          <SecretInput
            label={say('signing-secret')}
            description={say('signing-help')}
            autoComplete="off"
            {...form.getInputProps('secret')}
          />
          {shown && <CopyField label={say('signing-made')} description={say('signing-made-help')} value={shown} />}
          <Group gap="sm">
            <Submit>{say('save')}</Submit>
            <Button variant="default" onClick={make}>
              {say('signing-make')}
            </Button>
            {standing.data?.is_signed && (
              <AskFirst
                label={say('signing-remove')}
                title={say('signing-remove')}
                act={() => put('')}
                said={say('signing-removed')}
                keys={[key]}
              >
                {say('signing-remove-ask')}
              </AskFirst>
            )}
          </Group>
        </Form>
      </Stack>
    </Section>
  )
}
