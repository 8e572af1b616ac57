import { Anchor, Code } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Schemas } from '../../api/client'
import { useMay } from '../../session'
import { Count } from '../../ui/quantities'
import { Section } from '../../ui/section'
import { Time } from '../../ui/time'
import { useSay } from '../../words/words'
import classes from './facts.module.css'

interface Cost {
  connections: number
  commands: number
  turns: number
}

/** Who started what, when, with which values. */
export function Facts({ run }: { run: Schemas['RunOpened'] }) {
  const say = useSay()
  const may = useMay()
  const variables = Object.entries(run.variables)
  const cost = run.cost as Cost | null | undefined
  return (
    <Section title={say('run-part-facts')}>
      <dl className={classes.facts}>
        <Fact title={say('automation')}>
          {run.automation_id && may('view_automations') ? (
            <Anchor component={Link} to={`/automations/${run.automation_id}`} size="sm">
              {run.name}
            </Anchor>
          ) : (
            run.automation_id ? run.name : say('run-tried')
          )}
          {run.version ? ` · ${say('version-of', { version: run.version })}` : ''}
        </Fact>
        {run.by_name && <Fact title={say('run-by')}>{run.by_name}</Fact>}
        {run.person && <Fact title={say('run-whose')}>{run.person}</Fact>}
        <Fact title={say('run-queued-at')}>
          <Time at={run.queued_at} detail="second" />
        </Fact>
        {run.began_at && (
          <Fact title={say('run-began-at')}>
            <Time at={run.began_at} detail="second" />
          </Fact>
        )}
        {run.ended_at && (
          <Fact title={say('run-ended-at')}>
            <Time at={run.ended_at} detail="second" />
          </Fact>
        )}
        {run.origin !== run.id && (
          <Fact title={say('run-origin')}>
            <Anchor component={Link} to={`/runs/${run.origin}`} size="sm">
              {say('run-origin-go')}
            </Anchor>
          </Fact>
        )}
        {cost && (
          <Fact title={say('run-commands')}>
            <Count of={cost.commands} />
          </Fact>
        )}
        <Fact title={say('run-events')}>
          <Count of={run.events} />
        </Fact>
        {variables.map(([name, value]) => (
          <Fact key={name} title={say('variable-of', { name })}>
            <Code className={classes.value}>{typeof value === 'string' ? value : JSON.stringify(value)}</Code>
          </Fact>
        ))}
        <Fact title={say('run-digest')}>
          <Code className={classes.value}>{run.digest}</Code>
        </Fact>
        <Fact title={say('run-id')}>
          <Code className={classes.value}>{run.id}</Code>
        </Fact>
      </dl>
    </Section>
  )
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  )
}
