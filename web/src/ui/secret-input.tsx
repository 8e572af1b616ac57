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
      // Mantine's says it of no password: whoever does not see would not hear it, and the form would not go there.
      aria-invalid={props.error ? true : undefined}
      {...props}
    />
  )
}
