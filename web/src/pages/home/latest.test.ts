import { expect, it } from 'vitest'
import { latestThatFailed } from './latest'

it('what failed before and goes well now is not failing', () => {
  const run = (automation_id: string | null, state: 'ok' | 'failed' | 'running', dry_run = false) => ({
    automation_id,
    state,
    dry_run,
  })
  const runs = [
    run('a', 'running'),
    run('a', 'failed'),
    run('b', 'ok'),
    run('b', 'failed'),
    run('c', 'failed', true),
    run(null, 'failed'),
    run('a', 'failed'),
  ]
  expect(latestThatFailed(runs)).toEqual([runs[1]])
})
