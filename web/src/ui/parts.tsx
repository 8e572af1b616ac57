import { NavLink } from 'react-router'
import { useSay } from '../words/words'
import classes from './parts.module.css'

export interface Part {
  to: string
  words: string
}

/** The ways between pages that belong together. */
export function Parts({ label, parts }: { label: string; parts: Part[] }) {
  const say = useSay()
  return (
    <nav aria-label={label}>
      <ul className={classes.parts}>
        {parts.map(({ to, words }) => (
          <li key={to}>
            <NavLink to={to} end className={classes.part}>
              {say(words)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
