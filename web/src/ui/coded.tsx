import { Code } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'

/** A sentence of the server in which `code` stands in backticks. */
export function coded(text: string): ReactNode {
  if (!text.includes('`')) return text
  return text.split('`').map((part, at) => (
    // The order is all that tells them apart.
    <Fragment key={at}>{at % 2 === 1 ? <Code fz="inherit">{part}</Code> : part}</Fragment>
  ))
}
