import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useSay } from '../words/words'

/** A secret that is typed. `autoComplete` says which: a password manager must not offer one for another. */
export function SecretInput(props: PasswordInputProps & { autoComplete: 'current-password' | 'new-password' | 'off' }) {
  const say = useSay()
  return (
    <PasswordInput
      spellCheck={false}
      autoCapitalize="none"
      visibilityToggleButtonProps={{ 'aria-label': say('show-secret'), tabIndex: 0 }}
      {...props}
    />
  )
}
