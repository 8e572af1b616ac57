import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle'

export type Say = (id: string, values?: Record<string, FluentVariable>) => string

/** What the pages say, for whoever looks at them in either language. */
export function words(language: 'en' | 'pt-BR'): Say {
  const bundle = new FluentBundle(language, { useIsolating: false })
  bundle.addResource(new FluentResource(readFileSync(join(import.meta.dirname, `../src/words/${language}.ftl`), 'utf8')))
  return (id, values) => {
    const pattern = bundle.getMessage(id)?.value
    if (!pattern) throw new Error(`no words: ${id}`)
    return bundle.formatPattern(pattern, values)
  }
}
