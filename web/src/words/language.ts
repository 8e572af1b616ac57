export const LANGUAGES = ['en', 'pt-BR'] as const
export type Language = (typeof LANGUAGES)[number]

const KEPT = 'carteiro-language'

/** What is spoken now; the document says it too, for whoever reads aloud. */
let spoken: Language = chosen() ?? preferred(navigator.languages)

export function spokenLanguage(): Language {
  return spoken
}

export function speak(language: Language): void {
  spoken = language
  document.documentElement.lang = language
}

/** Chosen in this browser before anybody has signed in. */
function chosen(): Language | undefined {
  try {
    return known(localStorage.getItem(KEPT))
  } catch {
    return undefined
  }
}

export function keep(language: Language): void {
  try {
    localStorage.setItem(KEPT, language)
  } catch {
    // Without storage it lasts as long as the page.
  }
}

export function known(name: string | null | undefined): Language | undefined {
  return LANGUAGES.find((one) => one === name)
}

/** The first that is spoken here; every Portuguese is the Brazilian one. */
export function preferred(wanted: readonly string[]): Language {
  for (const one of wanted) {
    const base = one.toLowerCase().split('-')[0]
    if (base === 'pt') return 'pt-BR'
    if (base === 'en') return 'en'
  }
  return 'en'
}
