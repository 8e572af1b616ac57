import { IconCircle, IconCircleCheck, IconCircleDashed, IconCircleX, IconLoader2 } from '@tabler/icons-react'
import { type ReactNode, useMemo } from 'react'
import { Count } from '../../ui/quantities'
import { useSay } from '../../words/words'
import classes from './run.module.css'
import { type Step, withSeen } from './steps'
import type { Tale } from './tale'
import { useActionLabel } from './use-actions'

type State = 'idle' | 'running' | 'done' | 'failed' | 'seen' | 'untold'

const ICONS = { idle: IconCircleDashed, running: IconLoader2, done: IconCircleCheck, failed: IconCircleX, seen: IconCircle, untold: IconCircleDashed }

/** How a step stands. Those in loops have no end of their own: what came of them is counted. */
function stateOf(step: Step, tale: Tale, isOver: boolean): State {
  const seen = tale.steps.get(step.path)
  if (!seen) {
    // Of a step that only holds others, they tell.
    if (step.steps.some((inner) => !['idle', 'untold'].includes(stateOf(inner, tale, isOver)))) return 'seen'
    return isOver ? 'untold' : 'idle'
  }
  if (seen.failed > 0) return 'failed'
  if (seen.isFinished) return 'done'
  if (seen.isRunning) return isOver ? 'failed' : 'running'
  return seen.acts > 0 ? 'done' : 'seen'
}

/** The steps of a run, with how each stands. */
export function StepTree({ steps, tale, isOver }: { steps: Step[]; tale: Tale; isOver: boolean }) {
  const say = useSay()
  const label = useActionLabel()
  const count = tale.steps.size
  const tree = useMemo(
    () => withSeen(steps, [...tale.steps].map(([path, seen]) => [path, seen.action] as const)),
    // The tale is changed in place: another step is another tree.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [steps, tale, count],
  )
  const draw = (list: Step[]) => list.map((step) => <One key={step.path} step={step} draw={draw} {...{ tale, isOver, label }} />)
  return (
    <ul className={classes.tree} aria-label={say('run-steps')}>
      {draw(tree)}
    </ul>
  )
}

function One({
  step,
  tale,
  isOver,
  label,
  draw,
}: {
  step: Step
  tale: Tale
  isOver: boolean
  label: (action: string) => string
  draw: (steps: Step[]) => ReactNode
}) {
  const say = useSay()
  const seen = tale.steps.get(step.path)
  const state = stateOf(step, tale, isOver)
  const Icon = ICONS[state]
  const acts = seen?.acts ?? 0
  return (
    <li>
      <div className={classes.step}>
        <Icon size={17} className={classes.mark} data-state={state} aria-hidden />
        <span className={classes.words}>
          <span className={classes.unseen}>{say(`step-state-${state}`)}: </span>
          {['else', 'catch', 'finally'].includes(step.part) && <span className={classes.part}>{say(`step-part-${step.part}`)}</span>}
          {step.action ? label(step.action) : step.path} <span className={classes.about}>{step.about}</span>
        </span>
        {acts > 1 && (
          <span className={classes.tally} title={say('step-acts', { count: acts })}>
            <Count of={acts} />×<span className={classes.unseen}> {say('step-acts', { count: acts })}</span>
          </span>
        )}
        {seen && seen.failed > 0 && <span className={classes.tally}>{say('step-failed', { count: seen.failed })}</span>}
      </div>
      {step.steps.length > 0 && <ul>{draw(step.steps)}</ul>}
    </li>
  )
}
