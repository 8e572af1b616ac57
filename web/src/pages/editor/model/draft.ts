import { type Document, isNode, parseDocument, stringify } from 'yaml'
import * as edits from './edits'
import { isDisabled, WITHIN } from './disabled'
import { at, isWithin, type Path } from './path'
import { merged, serialised, STYLE } from './style'

/** What is seen of a text that is being written. */
export interface Seen {
  text: string
  /** As plain values, for the tree and the forms. */
  value: unknown
  /** The text is no YAML: tree and forms show it as it was before. Where, and why. */
  broken?: { line: number; why: string }
  /** What is chosen in the tree; none: the automation itself. */
  chosen?: Path
  canUndo: boolean
  canRedo: boolean
}

interface Moment {
  text: string
  chosen?: Path
}

const MOMENTS = 200

/** A text that is being written: one truth for tree, forms and YAML, with undo. Subscribed to by `useSyncExternalStore`. */
export class Draft {
  #document: Document
  /** The document as a program writes it; none: nobody has asked. */
  #plain?: string
  #seen: Seen
  #past: Moment[] = []
  #future: Moment[] = []
  /** What the last edit was of: the letters typed into one field are undone together. */
  #of?: string
  readonly #listeners = new Set<() => void>()

  constructor(text: string) {
    this.#document = parseDocument(text)
    this.#seen = { text, value: {}, canUndo: false, canRedo: false }
    this.#show(text)
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  seen = (): Seen => this.#seen

  choose(chosen: Path | undefined): void {
    this.#of = undefined
    this.#tell({ ...this.#seen, chosen })
  }

  /** A whole text, as it is typed; `of`: what it belongs to. */
  write(text: string, of?: string): void {
    if (text === this.#seen.text) return
    this.#keep(of)
    this.#show(text)
  }

  set(path: Path, value: unknown, of?: string): void {
    if (value === undefined && at(this.#seen.value, path) === undefined) return
    this.#edit((document) => edits.set(document, path, value), of)
  }

  /** Several at once, which are undone together. */
  setAll(changes: [Path, unknown][]): void {
    this.#edit((document) => changes.forEach(([path, value]) => edits.set(document, path, value)))
  }

  /** Puts steps there, as YAML, and chooses the last of them. */
  insert(list: Path, index: number, yaml: string): boolean {
    const steps = edits.stepsIn(yaml)
    if (steps.length === 0 || this.#seen.broken) return false
    this.#edit((document) => edits.insert(document, list, index, steps))
    this.choose([...list, index + steps.length - 1])
    return true
  }

  remove(path: Path): void {
    this.#edit((document) => void edits.take(document, path))
    const list = path.slice(0, -1)
    const left = at(this.#seen.value, list)
    const count = Array.isArray(left) ? left.length : 0
    // Its neighbour is chosen, so that one can go on by keyboard.
    this.choose(count > 0 ? [...list, Math.min(Number(path.at(-1)), count - 1)] : list.length > 1 ? list : undefined)
  }

  move(from: Path, list: Path, index: number): void {
    if (isWithin(list, from)) return
    let there: Path | undefined
    this.#edit((document) => (there = edits.move(document, from, list, index)))
    if (there) this.choose(there)
  }

  /** As YAML that `insert` takes. */
  copied(path: Path): string {
    const node = this.#document.getIn(path, true)
    return isNode(node) ? stringify([node], STYLE) : ''
  }

  duplicate(path: Path): void {
    const index = Number(path.at(-1))
    this.insert(path.slice(0, -1), index + 1, this.copied(path))
  }

  toggle(path: Path): void {
    const off = isDisabled(at(this.#seen.value, path))
    this.#edit((document) => (off ? edits.switchOn(document, path) : edits.switchOff(document, path)))
  }

  undo = (): void => this.#travel(this.#past, this.#future)
  redo = (): void => this.#travel(this.#future, this.#past)

  #travel(from: Moment[], to: Moment[]): void {
    const moment = from.pop()
    if (!moment) return
    to.push({ text: this.#seen.text, chosen: this.#seen.chosen })
    this.#of = undefined
    this.#show(moment.text, moment.chosen)
  }

  #edit(change: (document: Document) => unknown, of?: string): void {
    if (this.#seen.broken) return
    const before = (this.#plain ??= serialised(this.#document))
    change(this.#document)
    const after = serialised(this.#document)
    if (after === before) return
    this.#plain = after
    this.#keep(of)
    this.#tell({ ...this.#seen, text: merged(this.#seen.text, before, after), value: this.#document.toJS() })
  }

  #keep(of?: string): void {
    const isSame = of !== undefined && of === this.#of
    this.#of = of
    this.#future = []
    if (!isSame) this.#past = [...this.#past.slice(1 - MOMENTS), { text: this.#seen.text, chosen: this.#seen.chosen }]
  }

  #show(text: string, chosen = this.#seen.chosen): void {
    const document = parseDocument(text)
    const [error] = document.errors
    const broken = error && { line: error.linePos?.[0].line ?? 1, why: error.message.split(' at line')[0] ?? '' }
    if (!error) {
      this.#document = document
      this.#plain = undefined
    }
    const value: unknown = error ? this.#seen.value : document.toJS()
    const kept = chosen && at(value, chosen) !== undefined ? chosen : undefined
    this.#tell({ text, value, broken, chosen: kept ?? nearest(value, chosen), canUndo: false, canRedo: false })
  }

  #tell(seen: Seen): void {
    this.#seen = { ...seen, canUndo: this.#past.length > 0, canRedo: this.#future.length > 0 }
    for (const listener of this.#listeners) listener()
  }
}

/** The innermost step around a place that is gone. */
function nearest(value: unknown, path: Path | undefined): Path | undefined {
  for (let length = (path?.length ?? 0) - 1; length > 1; length -= 1) {
    const outer = path?.slice(0, length)
    if (typeof outer?.at(-1) === 'number' && at(value, outer) !== undefined) return outer
  }
  return undefined
}

/** The step itself, past what switches it off. */
export function within(value: unknown, path: Path): Path {
  return isDisabled(at(value, path)) ? [...path, ...WITHIN] : path
}
