import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FluentResource } from '@fluent/bundle'
import { expect, it } from 'vitest'
import { LANGUAGES, preferred } from './language'
import { bundleOf } from './words'

const here = import.meta.dirname
const text = (language: string) => readFileSync(join(here, `${language}.ftl`), 'utf8')
const entries = (language: string) => new FluentResource(text(language)).body
const ids = (language: string) => entries(language).map(({ id }) => id)

/** What the pages are written in. */
function sources(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return sources(path)
      return /\.tsx?$/.test(entry.name) && !/\.test\.|schema\.d/.test(entry.name) ? readFileSync(path, 'utf8') : ''
    })
    .join('\n')
}
const source = sources(join(here, '..'))
/** `run-state-${state}`: whatever begins so. */
const beginnings = [...source.matchAll(/`([a-z][a-z0-9-]*-)\$\{/g)].map(([, beginning]) => beginning ?? '')

it('has the same entries in both languages, in the same order, none twice', () => {
  expect(ids('pt-BR')).toEqual(ids('en'))
  expect(new Set(ids('en')).size).toBe(ids('en').length)
})

it('is Fluent in every line', () => {
  for (const language of LANGUAGES) {
    // What cannot be read is skipped by the parser: then it has fewer entries than were begun.
    const begun = text(language).match(/^[a-zA-Z][\w-]* *=/gm) ?? []
    expect(ids(language)).toHaveLength(begun.length)
    expect(bundleOf(language, text(language))).toBeDefined()
  }
})

it('takes the same values in both languages', () => {
  const values = (language: string) =>
    Object.fromEntries(
      entries(language).map(({ id, value }) => [
        id,
        [...new Set(JSON.stringify(value).match(/"type":"var","name":"\w+"/g) ?? [])].sort(),
      ]),
    )
  expect(values('pt-BR')).toEqual(values('en'))
})

it('has no entry that nothing says', () => {
  const unsaid = ids('en').filter(
    (id) => !new RegExp(`['"\`]${id}['"\`]`).test(source) && !beginnings.some((beginning) => id.startsWith(beginning)),
  )
  expect(unsaid).toEqual([])
})

it('has every entry that is said', () => {
  const said = [...source.matchAll(/\bsay\(\s*'([^']+)'|\bid="([a-z][a-z0-9-]+)"/g)].map(([, one, other]) => one ?? other)
  const known = ids('en')
  expect(said.filter((id) => id && id !== 'content' && !known.includes(id))).toEqual([])
})

it('speaks what the browser wants', () => {
  expect(preferred(['de', 'pt-PT', 'en'])).toBe('pt-BR')
  expect(preferred(['en-GB', 'pt-BR'])).toBe('en')
  expect(preferred(['de'])).toBe('en')
})
