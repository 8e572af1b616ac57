import { Text } from '@mantine/core'
import type { Schemas } from '../../api/client'
import { useSay } from '../../words/words'
import { useActionLabel } from './use-actions'
import { failureOf } from './report'
import classes from './run.module.css'

/** Why something failed: the server's words, and where in the automation. */
export function FailureWords({ of }: { of: Schemas['RunFailure'] }) {
  const say = useSay()
  const label = useActionLabel()
  const { place, operation, file } = failureOf(of)
  const where = place?.line ? say('failure-line', { line: place.line }) : undefined
  const parts = [operation && label(operation), file, where].filter(Boolean)
  return (
    <>
      <Text size="sm" component="span" display="block" className={classes.detail}>
        {of.said}
      </Text>
      {parts.length > 0 && (
        <Text size="xs" c="var(--mantine-color-text)" component="span" display="block" title={place?.path}>
          {parts.join(' · ')}
        </Text>
      )}
    </>
  )
}
