const PROGRAMS: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, 'Microsoft Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]

/** What a browser calls itself, as people call it; other programs go by their first word. */
export function browser(agent: string): string | undefined {
  const named = (table: [RegExp, string][]) => table.find(([mark]) => mark.test(agent))?.[1]
  const program = named(PROGRAMS) ?? agent.split(/[\s/]/)[0]
  if (!program) return undefined
  const system = named(SYSTEMS)
  return system ? `${program}, ${system}` : program
}
