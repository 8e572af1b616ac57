import { describe, expect, it } from 'vitest'
import { signInFrom, wayBack } from './way'

describe('the way back after signing in', () => {
  it('is a path of these pages', () => {
    expect(wayBack('/runs?state=failed#last')).toBe('/runs?state=failed#last')
  })
  it.each([
    null,
    '',
    'runs',
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '/.//evil.example',
    'javascript:alert(1)',
    '/api/audit/export',
    '/sign-in?to=/runs',
    '/set-up',
  ])('is the first page for %j', (to) => {
    expect(wayBack(to)).toBe('/')
  })
  it('is asked for by the sign-in', () => {
    expect(signInFrom({ pathname: '/', search: '', hash: '' })).toBe('/sign-in')
    const to = signInFrom({ pathname: '/runs', search: '?a=1&b=2', hash: '' })
    expect(wayBack(new URLSearchParams(to.split('?')[1]).get('to'))).toBe('/runs?a=1&b=2')
  })
})
