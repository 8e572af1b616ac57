import { parse } from 'yaml'

/** A step of an automation, and the steps in it. */
export interface Step {
  /** Its way through the automation: `steps[1].for_each_mail.do[0]`. */
  path: string
  action: string
  /** What it is about: the first plain value that its author gave it. */
  about: string
  /** Of which part of the step around it: `then`, `else`, `catch`. */
  part: string
  steps: Step[]
}

const LISTS = ['steps', 'do', 'then', 'else', 'finally']

type Plain = Record<string, unknown>
const isRecord = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The steps of a text; none where it cannot be read. */
export function stepsOf(text: string): Step[] {
  try {
    const root: unknown = parse(text)
    return isRecord(root) ? within(root, '', '') : []
  } catch {
    return []
  }
}

/** The steps below a value, wherever its fields hold lists of them. */
function within(value: Plain, path: string, around: string): Step[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = path ? `${path}.${key}` : key
    if (!Array.isArray(inner)) return isRecord(inner) ? within(inner, here, around) : []
    const all: unknown[] = inner
    return all.flatMap((entry, at) => {
      if (!isRecord(entry)) return []
      const own = `${here}[${at}]`
      return LISTS.includes(key) ? stepAt(entry, own, around || key) : within(entry, own, key)
    })
  })
}

function stepAt(entry: Plain, path: string, part: string): Step[] {
  const [first] = Object.entries(entry)
  if (!first) return []
  const [action, given] = first
  return [{ path, action, part, about: aboutOf(given), steps: isRecord(given) ? within(given, `${path}.${action}`, '') : [] }]
}

function aboutOf(given: unknown): string {
  if (!isRecord(given)) return typeof given === 'string' ? given : ''
  const [, found = ''] = Object.entries(given).find(([key, value]) => key !== 'session' && typeof value === 'string') ?? []
  return String(found)
}

/** The steps with those that only the events know: of a text that nobody may read, or of an automation that another runs. */
export function withSeen(steps: Step[], seen: Iterable<[path: string, action: string | undefined]>): Step[] {
  const roots = structuredClone(steps)
  const known = new Map<string, Step>()
  const learn = (list: Step[]) => {
    for (const step of list) {
      known.set(step.path, step)
      learn(step.steps)
    }
  }
  learn(roots)
  const all = [...seen].filter(([path]) => path.endsWith(']')).sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
  for (const [path, action] of all) {
    const found = known.get(path)
    if (found) {
      found.action ||= action ?? ''
      continue
    }
    const above = [...ways(path)].reverse().find((way) => known.has(way))
    const part = /(\w+)\[\d+\]$/.exec(path)?.[1] ?? ''
    const step: Step = { path, action: action ?? '', about: '', part, steps: [] }
    known.set(path, step)
    ;(above === undefined ? roots : (known.get(above)?.steps ?? roots)).push(step)
  }
  return roots
}

/** The ways that lead to a step: `steps[1]` leads to `steps[1].for_each_mail.do[0]`. */
function* ways(path: string): Generator<string> {
  for (const { index } of path.matchAll(/\]\./g)) yield path.slice(0, index + 1)
}
