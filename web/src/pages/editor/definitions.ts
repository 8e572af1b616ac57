import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { parse } from 'yaml'
import { api, got } from '../../api/client'
import type { Language } from '../../words/language'
import { useWords } from '../../words/words'
import { type Grammar, grammarOf, type Schema } from './model/grammar'
import { isRecord } from './model/path'
import type { Option } from './model/shape'

type Word = Record<Language, string>

interface Named {
  name: string
  label: Word
}
export interface Action extends Named {
  group: string
  help: Word
  examples: { title: Word; steps: string }[]
}
interface FormWords {
  name: string
  fields: (Named & { help: Word })[]
}
interface Answer {
  groups: Named[]
  actions: Action[]
  forms: FormWords[]
  schema: Schema
}

export const definitions = queryOptions({
  queryKey: ['actions'],
  queryFn: async () => {
    const answer = (await got(api.GET('/api/actions'))) as unknown as Answer
    return { ...answer, grammar: grammarOf(answer.schema) }
  },
  staleTime: Infinity,
})

/** What there is to build with, in the reader's language. */
export interface Definitions {
  grammar: Grammar
  groups: { name: string; label: string; actions: Action[] }[]
  action: (name: string) => Action | undefined
  say: (word: Word) => string
  /** A field of a form: what it is called, and what helps to fill it in. */
  field: (form: string | undefined, key: string) => { label: string; help: string }
  option: (option: Option) => string
  /** The fields of an action that its examples fill in. */
  usual: (action: Action) => ReadonlySet<string>
}

const usual = (known = new Map<Action, ReadonlySet<string>>()) => (action: Action) => {
  const before = known.get(action)
  if (before) return before
  const found = new Set(action.examples.flatMap(({ steps }) => fieldsIn(parse(steps), action.name)))
  known.set(action, found)
  return found
}

/** The fields with which steps of an action stand somewhere. */
function fieldsIn(value: unknown, action: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => fieldsIn(one, action))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, held]) => [
    ...(key === action && isRecord(held) ? Object.keys(held) : []),
    ...fieldsIn(held, action),
  ])
}

export function useDefinitions(): Definitions {
  const { data } = useSuspenseQuery(definitions)
  const { language, say: sayWord } = useWords()
  return useMemo(() => {
    const say = (word: Word) => word[language]
    const forms = new Map(data.forms.map(({ name, fields }) => [name, new Map(fields.map((field) => [field.name, field]))]))
    const anywhere = new Map(data.forms.flatMap(({ fields }) => fields.map((field) => [field.name, field])))
    const names = [...new Set(data.groups.map(({ name }) => name))]
    return {
      grammar: data.grammar,
      groups: names.map((name) => ({
        name,
        label: say(data.groups.find((group) => group.name === name)?.label ?? { en: name, 'pt-BR': name }),
        actions: data.actions.filter(({ group }) => group === name),
      })),
      action: (name) => data.actions.find((one) => one.name === name),
      say,
      field: (form, key) => {
        const words = forms.get(form ?? '')?.get(key) ?? anywhere.get(key)
        return words ? { label: say(words.label), help: say(words.help) } : { label: key, help: '' }
      },
      option: ({ of, value, title }) => {
        const id = `option-${of}-${value}`
        const said = sayWord(id)
        return said === id ? (title ?? value) : said
      },
      usual: usual(),
    }
  }, [data, language, sayWord])
}
