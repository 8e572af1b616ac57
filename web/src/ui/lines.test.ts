import { expect, it } from 'vitest'
import { asLines, ofLines } from './lines'

it('reads a list however it was pasted', () => {
  expect(ofLines(' imap.example.org\n\nsmtp.example.org, *.example.com ; ')).toEqual([
    'imap.example.org',
    'smtp.example.org',
    '*.example.com',
  ])
})
it('writes it one a line', () => {
  expect(asLines(['a', 'b'])).toBe('a\nb')
  expect(asLines(null)).toBe('')
})
