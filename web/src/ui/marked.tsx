import { Anchor, Code } from '@mantine/core'
import { Fragment } from 'react'
import classes from './marked.module.css'

/**
 * A sentence of the server, in which `what is written so` is as files have it. `links`: its addresses lead there; only for sentences
 * that are ours, never for what a provider or a message says.
 */
export function Marked({ children, links = false }: { children: string; links?: boolean }) {
  return children.split(/(`[^`]+`|https:\/\/\S+[^\s.,;:)])/).map((part, at) => {
    if (at % 2 && part.startsWith('`'))
      return (
        <Code key={at} className={classes.code}>
          {part.slice(1, -1)}
        </Code>
      )
    if (at % 2 && links)
      return (
        <Anchor key={at} href={part} target="_blank" rel="noopener noreferrer" inherit underline="always" className={classes.link}>
          {part.replace('https://', '')}
        </Anchor>
      )
    return <Fragment key={at}>{part}</Fragment>
  })
}
