import { type Document, isMap, isNode, isScalar, isSeq, type Node, parseDocument, Scalar, YAMLSeq } from 'yaml'
import { disabled, WITHIN } from './disabled'
import { isWithin, type Path } from './path'

/** A list of steps, made where there is none. */
function listAt(document: Document, path: Path): YAMLSeq {
  const there = document.getIn(path, true)
  if (isSeq(there)) return there
  const list = new YAMLSeq(document.schema)
  document.setIn(path, list)
  return list
}

function spread(document: Document, path: Path): void {
  // What stands in braces cannot hold what has lines of its own.
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true)
    if ((isMap(node) || isSeq(node)) && node.flow) node.flow = false
  }
}

export function insert(document: Document, list: Path, index: number, steps: Node[]): void {
  spread(document, list)
  const items = listAt(document, list).items
  items.splice(Math.min(index, items.length), 0, ...steps)
}

export function take(document: Document, path: Path): Node | undefined {
  const list = document.getIn(path.slice(0, -1), true)
  const index = path.at(-1)
  if (!isSeq(list) || typeof index !== 'number') return undefined
  const [taken] = list.items.splice(index, 1)
  // An empty list in a block could not be told from nothing.
  if (list.items.length === 0) list.flow = true
  return isNode(taken) ? taken : undefined
}

/** Moves a step; where it went: its place counts before it was taken out. None: it cannot lie in itself. */
export function move(document: Document, from: Path, list: Path, index: number): Path | undefined {
  if (isWithin(list, from)) return undefined
  const taken = take(document, from)
  if (!taken) return undefined
  const home = from.slice(0, -1)
  const left = Number(from.at(-1))
  // What stood behind it in its list has moved up.
  const shifted = list.map((part, at) =>
    at === home.length && isWithin(list, home) && typeof part === 'number' && part > left ? part - 1 : part,
  )
  const isHome = home.length === list.length && isWithin(list, home)
  const place = isHome && index > left ? index - 1 : index
  insert(document, shifted, place, [taken])
  const there = document.getIn(shifted, true)
  const last = isSeq(there) ? there.items.length - 1 : place
  return [...shifted, Math.min(place, last)]
}

export function switchOff(document: Document, path: Path): void {
  const step = document.getIn(path, true)
  if (!isNode(step)) return
  const around = document.createNode(disabled(null))
  const { commentBefore, spaceBefore } = step
  // What is said of the step stays before it.
  Object.assign(around, { commentBefore, spaceBefore })
  step.commentBefore = undefined
  step.spaceBefore = false
  spread(document, path.slice(0, -1))
  document.setIn(path, around)
  const condition = document.getIn([...path, 'if', 'condition'], true)
  if (isScalar(condition)) condition.type = Scalar.QUOTE_DOUBLE
  document.setIn([...path, ...WITHIN], step)
}

export function switchOn(document: Document, path: Path): void {
  const around = document.getIn(path, true)
  const step = document.getIn([...path, ...WITHIN], true)
  if (!isNode(step) || !isNode(around)) return
  step.commentBefore ??= around.commentBefore
  step.spaceBefore ||= around.spaceBefore
  document.setIn(path, step)
}

/** Sets a field, or takes it away; a text keeps the way it was written where that can hold it. */
export function set(document: Document, path: Path, value: unknown): void {
  if (value === undefined) {
    if (document.hasIn(path)) document.deleteIn(path)
    return
  }
  const there = document.getIn(path, true)
  const isText = typeof value === 'string'
  if (isScalar(there) && (typeof value !== 'object' || value === null)) {
    there.value = value
    if (isText && !value.includes('\n') && value.includes('{{') && !there.type?.startsWith('QUOTE'))
      there.type = Scalar.QUOTE_DOUBLE
    if (isText && value.includes('\n')) {
      spread(document, path.slice(0, -1))
      there.type = Scalar.BLOCK_LITERAL
    }
    if (!isText) there.type = undefined
    return
  }
  for (let length = 1; length < path.length; length += 1) {
    const parent = document.getIn(path.slice(0, length), true)
    // `where:` with nothing behind it is to hold something now.
    if (isScalar(parent) && parent.value === null) document.deleteIn(path.slice(0, length))
  }
  const node = document.createNode(value)
  if (isScalar(node) && isText && value.includes('{{')) node.type = Scalar.QUOTE_DOUBLE
  if (isText && value.includes('\n')) {
    spread(document, path.slice(0, -1))
    if (isScalar(node)) node.type = Scalar.BLOCK_LITERAL
  }
  if (isSeq(node) && node.items.every((item) => isScalar(item))) node.flow = true
  const parent = document.getIn(path.slice(0, -1), true)
  if (isMap(parent) && parent.items.length === 0) parent.flow = false
  document.setIn(path, node)
}

/** Steps as they are copied and shown in examples: a list of them, or one. */
export function stepsIn(text: string): Node[] {
  const document = parseDocument(text)
  if (document.errors.length > 0) return []
  const { contents } = document
  if (isMap(contents) && isSeq(contents.get('steps', true))) return stepsOf(contents.get('steps', true))
  return isMap(contents) ? [contents] : stepsOf(contents)
}

function stepsOf(list: unknown): Node[] {
  return isSeq(list) ? list.items.filter((item) => isMap(item)) : []
}
