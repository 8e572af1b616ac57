import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle'
import { createContext, Fragment, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { keep, type Language, speak, spokenLanguage } from './language'

type Values = Record<string, FluentVariable>
export type Say = (id: string, values?: Values) => string

const files: Record<Language, () => Promise<{ default: string }>> = {
  en: () => import('./en.ftl?raw'),
  'pt-BR': () => import('./pt-BR.ftl?raw'),
}
const bundles = new Map<Language, FluentBundle>()

export function bundleOf(language: Language, text: string): FluentBundle {
  // The marks that isolate directions would be copied with what is copied; neither language needs them.
  const bundle = new FluentBundle(language, { useIsolating: false })
  bundle.addResource(new FluentResource(text))
  return bundle
}

export async function learn(language: Language): Promise<void> {
  if (!bundles.has(language)) bundles.set(language, bundleOf(language, (await files[language]()).default))
}

function said(language: Language, id: string, values?: Values): string {
  const bundle = bundles.get(language)
  const [name = id, attribute] = id.split('.')
  const message = bundle?.getMessage(name)
  const pattern = attribute ? message?.attributes[attribute] : message?.value
  return bundle && pattern ? bundle.formatPattern(pattern, values) : id
}

interface Words {
  language: Language
  say: Say
  change: (language: Language) => Promise<void>
}

const Context = createContext<Words | null>(null)

export function WordsProvider({ children }: { children: ReactNode }) {
  const [language, set] = useState(spokenLanguage)
  const change = useCallback(async (wanted: Language) => {
    await learn(wanted)
    speak(wanted)
    keep(wanted)
    set(wanted)
  }, [])
  const words = useMemo<Words>(
    () => ({ language, change, say: (id, values) => said(language, id, values) }),
    [language, change],
  )
  return <Context value={words}>{children}</Context>
}

export function useWords(): Words {
  const words = useContext(Context)
  if (!words) throw new Error('no words: WordsProvider is missing')
  return words
}

export function useSay(): Say {
  return useWords().say
}

/** A sentence with elements in it: `<Said id="…" of={{ link: (text) => <Link …>{text}</Link> }} />`, in words `…{"<link>"}text{"</link>"}…`. */
export function Said({
  id,
  values,
  of = {},
}: {
  id: string
  values?: Values
  of?: Record<string, (text: string) => ReactNode>
}) {
  const parts = useSay()(id, values).split(/<(\w+)>(.*?)<\/\1>/)
  return parts.map((part, at) => {
    if (at % 3 === 1) return null
    const make = at % 3 === 2 ? of[parts[at - 1] ?? ''] : undefined
    return <Fragment key={at}>{make ? make(part) : part}</Fragment>
  })
}
