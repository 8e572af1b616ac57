import { Identities } from './identities'
import { Password } from './password'
import { SecondFactor } from './second-factor'
import { Sessions } from './sessions'
import { Settings } from './settings'

export default function Security() {
  return (
    <Settings part="me-security">
      <Password />
      <SecondFactor />
      <Identities />
      <Sessions />
    </Settings>
  )
}
