import { expect, it } from 'vitest'
import { isAtLeast } from './asked-for'

it('lets each do what those before may', () => {
  expect(isAtLeast('owner', 'manager')).toBe(true)
  expect(isAtLeast('manager', 'manager')).toBe(true)
  expect(isAtLeast('participant', 'manager')).toBe(false)
  expect(isAtLeast('consumer', 'participant')).toBe(false)
})
