import { expect, it } from 'vitest'
import { diffOf, diffRead, sidesOf } from './diff'

const said = (lines: ReturnType<typeof diffOf>) => lines.map(({ kind, text }) => `${kind[0] ?? ''} ${text}`)

it('tells which lines came, and which went', () => {
  expect(said(diffOf('a\nb\nc\nd', 'a\nx\nc\ne\nd'))).toEqual(['s a', 'r b', 'a x', 's c', 'a e', 's d'])
  expect(diffOf('a', 'a')).toEqual([{ kind: 'gap', text: '…' }])
})
it('leaves out what is far from any change', () => {
  const before = Array.from({ length: 20 }, (_, at) => String(at)).join('\n')
  expect(said(diffOf(before, before.replace('10', 'ten')))).toEqual(
    ['g …', 's 7', 's 8', 's 9', 'r 10', 'a ten', 's 11', 's 12', 's 13', 'g …'],
  )
})
it('reads what the server tells', () => {
  expect(said(diffRead('--- 1\n+++ 2\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n'))).toEqual(['g …', 's a', 'r b', 'a c'])
})
it('puts what was beside what is', () => {
  const sides = sidesOf(diffOf('a\nb\nc\nd', 'a\nx\ny\nz\nd'))
  expect(sides.map(([before, after]) => `${before?.text ?? ''}|${after?.text ?? ''}`)).toEqual(['a|a', 'b|x', 'c|y', '|z', 'd|d'])
  expect(sidesOf(diffOf('a\nb', 'a')).map(([before, after]) => `${before?.text ?? ''}|${after?.text ?? ''}`)).toEqual(['a|a', 'b|'])
})
