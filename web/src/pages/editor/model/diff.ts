/** A line of what differs between two texts. */
export interface DiffLine {
  kind: 'same' | 'added' | 'removed' | 'gap'
  text: string
}

const AROUND = 3

/** How one text became another, line by line, with some lines around. */
export function diffOf(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1
  let tail = 0
  while (tail < Math.min(old.length, now.length) - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1
  const lines: DiffLine[] = [
    ...old.slice(0, head).map((text) => ({ kind: 'same' as const, text })),
    ...middle(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...old.slice(old.length - tail).map((text) => ({ kind: 'same' as const, text })),
  ]
  return shortened(lines)
}

/** By the longest common subsequence. */
function middle(old: string[], now: string[]): DiffLine[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1))
  const length = (at: number, to: number) => lengths[at]?.[to] ?? 0
  for (let at = old.length - 1; at >= 0; at -= 1)
    for (let to = now.length - 1; to >= 0; to -= 1) {
      const row = lengths[at]
      if (row) row[to] = old[at] === now[to] ? length(at + 1, to + 1) + 1 : Math.max(length(at + 1, to), length(at, to + 1))
    }
  const lines: DiffLine[] = []
  let [at, to] = [0, 0]
  while (at < old.length || to < now.length) {
    const [one = '', other = ''] = [old[at], now[to]]
    if (at < old.length && to < now.length && one === other) {
      lines.push({ kind: 'same', text: one })
      at += 1
      to += 1
    } else if (to >= now.length || (at < old.length && length(at + 1, to) >= length(at, to + 1))) {
      lines.push({ kind: 'removed', text: one })
      at += 1
    } else {
      lines.push({ kind: 'added', text: other })
      to += 1
    }
  }
  return lines
}

function shortened(lines: DiffLine[]): DiffLine[] {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== 'same'))
  return lines.flatMap((line, at): DiffLine[] => {
    if (near[at]) return [line]
    return at === 0 || near[at - 1] ? [{ kind: 'gap', text: '…' }] : []
  })
}

/** What the server tells of two versions: a unified diff. */
export function diffRead(unified: string): DiffLine[] {
  return unified
    .split('\n')
    .filter((line) => !/^(---|\+\+\+|\\)/.test(line) && line !== '')
    .map((line) => {
      if (line.startsWith('@@')) return { kind: 'gap', text: '…' }
      const kind = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'same'
      return { kind, text: line.slice(1) }
    })
}

/** The same beside each other: what was, and what is. */
export function sidesOf(lines: DiffLine[]): [before?: DiffLine, after?: DiffLine][] {
  const sides: [before?: DiffLine, after?: DiffLine][] = []
  /** Where the next line that came stands beside one that went. */
  let free = 0
  for (const line of lines) {
    if (line.kind === 'removed') sides.push([line, undefined])
    else if (line.kind === 'added') {
      const beside = sides[free]
      if (beside) beside[1] = line
      else sides.push([undefined, line])
      free += 1
    } else {
      sides.push([line, line])
      free = sides.length
    }
  }
  return sides
}
