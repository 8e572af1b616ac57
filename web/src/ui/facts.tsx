import type { ReactNode } from 'react'
import classes from './facts.module.css'

/** What is known of something: what each is called, and what it is. What is not known is left out. */
export function Facts({ of }: { of: (readonly [string, ReactNode])[] }) {
  const known = of.filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false)
  return (
    <dl className={classes.facts}>
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
