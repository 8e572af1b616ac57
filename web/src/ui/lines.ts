/** A list as it is typed: one a line. */
export function asLines(list: readonly string[] | null | undefined): string {
  return (list ?? []).join('\n')
}

export function ofLines(text: string): string[] {
  return text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter(Boolean)
}
