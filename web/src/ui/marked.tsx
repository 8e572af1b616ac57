import { Code } from '@mantine/core'
import { Fragment } from 'react'
import classes from './marked.module.css'

/** A sentence of the server, in which `what is written so` is as files have it. */
export function Marked({ children }: { children: string }) {
  return children.split(/`([^`]+)`/).map((part, at) =>
    at % 2 ? (
      <Code key={at} className={classes.code}>
        {part}
      </Code>
    ) : (
      <Fragment key={at}>{part}</Fragment>
    ),
  )
}
