/** The way from the root of an automation to something in it: `['steps', 0, 'move', 'to']`. */
export type Path = readonly (string | number)[]

/** As the server writes it: `steps[0].move.to`. A name with other characters in it stands in quotes. */
export function written(path: Path): string {
  return path.map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`)).join('')
}

export function read(text: string): Path {
  return [...text.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(([, index, quoted, name]) =>
    index === undefined ? (quoted ?? name ?? '') : Number(index),
  )
}

export function isSame(one: Path, other: Path): boolean {
  return one.length === other.length && isWithin(one, other)
}

/** Whether `path` leads to `outer`, or to something in it. */
export function isWithin(path: Path, outer: Path): boolean {
  return outer.every((part, at) => path[at] === part)
}

/** A value that is somewhere in a plain one. */
export function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (now, part) => (typeof now === 'object' && now !== null ? (now as Record<string | number, unknown>)[part] : undefined),
    value,
  )
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
