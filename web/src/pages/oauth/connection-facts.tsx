import { Code } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../session'
import { Facts } from '../../ui/facts'
import { Time } from '../../ui/time'
import { useWords } from '../../words/words'
import classes from './connection-facts.module.css'
import { asked, draft, isSecret } from './draft'
import { type Connection, forms, roles } from './asked-for'

/** What a connection is, by the labels of its form. */
export function ConnectionFacts({ of }: { of: Connection }) {
  const { say, language } = useWords()
  const form = useQuery(forms).data?.find(({ provider }) => provider === of.provider)
  const may = useMay()
  // Others are told of their own only.
  const known = useQuery({ ...roles, enabled: may('manage_people') || may('manage_connections') }).data
  if (!form) return null
  const typed = draft(form, of)
  const said = (name: string, takes: string) => {
    const value = typed[name]
    if (takes === 'grant') return form.grants.find(({ grant }) => grant === value)?.label[language]
    if (takes === 'token') return say(`token-type-${of.token}`)
    if (takes === 'cloud') return typeof value === 'string' ? say(`cloud-${value}`) : JSON.stringify(value)
    if (takes === 'services') return of.services.map((one) => say(`service-${one}`)).join(', ')
    if (takes === 'flag') return say(value === true ? 'yes' : 'no')
    if (takes === 'date') return typeof value === 'string' && value ? <Time at={value} detail="day" /> : undefined
    if (takes === 'roles') {
      if (!of.roles.length) return say('roles-none')
      return known
        ? known.filter(({ id }) => of.roles.includes(id)).map(({ name }) => name).join(', ')
        : say('roles-count', { count: of.roles.length })
    }
    if (name === 'scopes') return of.wanted_scopes.map((one) => <Code key={one} className={classes.scope}>{one}</Code>)
    return typeof value === 'string' ? value : undefined
  }
  const isKept: Record<string, boolean> = {
    secret: of.has_secret,
    certificate: of.has_certificate,
    service_account_key: of.has_service_account_key,
  }
  return (
    <Facts
      of={[
        [say('provider-type'), form.label[language]],
        ...asked(form, of.grant).map(
          (field) =>
            [
              field.label[language],
              isSecret(field) ? isKept[field.name] && say('secret-kept') : said(field.name, field.takes),
            ] as const,
        ),
        [say('certificate-ends'), of.certificate_expires_at && <Time at={of.certificate_expires_at} detail="day" />],
        [say('made-at'), <Time key="made" at={of.made_at} />],
      ]}
    />
  )
}
