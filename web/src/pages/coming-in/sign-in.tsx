import { Button, Divider, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import { api, got } from '../../api/client'
import { asProblem } from '../../api/problem'
import { useComeIn } from '../../session'
import { Door } from '../../ui/door'
import { ProblemAlert } from '../../ui/problem-alert'
import { wayBack } from '../../way'
import { useSay } from '../../words/words'
import { CodeStep } from './code-step'
import { PasswordStep } from './password-step'

export interface Claim {
  name: string
  password: string
}

export default function SignIn() {
  const say = useSay()
  const navigate = useNavigate()
  const comeIn = useComeIn()
  const [parameters] = useSearchParams()
  const to = wayBack(parameters.get('to'))
  const [claim, setClaim] = useState<Claim>()
  const form = useForm<Claim & Record<string, unknown>>({ initialValues: { name: '', password: '' } })
  const setUp = useQuery({ queryKey: ['setup'], queryFn: () => got(api.GET('/api/setup')) })
  const elsewhere = useQuery({ queryKey: ['sso'], queryFn: () => got(api.GET('/api/sso')) })
  if (setUp.data && !setUp.data.is_set_up) return <Navigate to={`/set-up${location.hash}`} replace />

  const enter = async ({ name, password, code }: Claim & { code?: string }) => {
    await api.POST('/api/session', { body: code ? { name, password, code } : { name, password } })
    await comeIn()
    await navigate(to, { replace: true })
  }
  if (claim) {
    return (
      <Door title={say('code-title')} lead={say('code-lead')}>
        <CodeStep send={(code) => enter({ ...claim, code })} back={() => setClaim(undefined)} />
      </Door>
    )
  }
  return (
    <Door title={say('sign-in')} lead={parameters.has('to') ? say('sign-in-back') : undefined}>
      <PasswordStep
        form={form}
        send={async (values) => {
          try {
            await enter(values)
          } catch (thrown) {
            // The password is right, and a code is wanted.
            if (asProblem(thrown).words !== 'sign-in-code-wanted') throw thrown
            setClaim(values)
          }
        }}
      />
      <ProblemAlert problem={setUp.error} again={() => void setUp.refetch()} />
      {elsewhere.data && elsewhere.data.length > 0 && (
        <Stack gap="sm">
          <Divider label={say('or')} />
          {elsewhere.data.map(({ id, name }) => (
            <Button
              key={id}
              component="a"
              variant="default"
              href={`/api/sso/${encodeURIComponent(id)}/begin?to=${encodeURIComponent(to)}`}
            >
              {say('sign-in-by', { name })}
            </Button>
          ))}
        </Stack>
      )}
    </Door>
  )
}
