import { type Document, isSeq, visit } from 'yaml'

/** How automations are written: nothing is folded, lists are indented, `{ with: room }`, `[without, it]`. */
export const STYLE = { lineWidth: 0, indentSeq: true, flowCollectionPadding: true } as const

export function serialised(document: Document): string {
  visit(document, {
    Collection(_, node) {
      if (!node.flow || Object.hasOwn(node, 'toString')) return
      const write = node.toString.bind(node)
      const room = isSeq(node) ? '' : ' '
      node.toString = (context, ...rest) => write(context && { ...context, flowCollectionPadding: room }, ...rest)
    },
  })
  return document.toString(STYLE)
}

/**
 * A text after an edit: the lines that the edit does not touch stay as somebody wrote them, spaces and quotes included.
 * `before` and `after` are the document as a program writes it.
 */
export function merged(text: string, before: string, after: string): string {
  const [lines, old, now] = [text.split('\n'), before.split('\n'), after.split('\n')]
  if (lines.length !== old.length) return after
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1
  let tail = 0
  const most = Math.min(old.length, now.length) - head
  while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1
  return [...lines.slice(0, head), ...now.slice(head, now.length - tail), ...lines.slice(lines.length - tail)].join('\n')
}
