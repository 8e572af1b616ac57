import { ActionIcon, Menu } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'
import { type Language, LANGUAGES } from '../words/language'
import { useWords } from '../words/words'

/** Each language by its own name: whoever looks for theirs finds it. */
export const NAMES: Record<Language, string> = { en: 'English', 'pt-BR': 'Português (Brasil)' }

/** Lets people choose what is spoken. Where somebody is signed in, `onChosen` tells the server too. */
export function LanguageMenu({ onChosen }: { onChosen?: (language: Language) => void }) {
  const { language, say, change } = useWords()
  const choose = (one: Language) => void change(one).then(() => onChosen?.(one))
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={say('language')} title={say('language')}>
          <IconLanguage size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={language} onChange={(one) => choose(one as Language)}>
          {LANGUAGES.map((one) => (
            <Menu.RadioItem key={one} value={one} lang={one} closeMenuOnClick>
              {NAMES[one]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
