import { ActionIcon, Menu } from '@mantine/core'
import { IconCheck, IconLanguage } from '@tabler/icons-react'
import { type Language, LANGUAGES } from '../words/language'
import { useWords } from '../words/words'

/** Each language by its own name: whoever looks for theirs finds it. */
export const NAMES: Record<Language, string> = { en: 'English', 'pt-BR': 'Português (Brasil)' }

/** Lets people choose what is spoken. Where somebody is signed in, `onChosen` tells the server too. */
export function LanguageMenu({ onChosen }: { onChosen?: (language: Language) => void }) {
  const { language, say, change } = useWords()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={say('language')} title={say('language')}>
          <IconLanguage size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map((one) => (
          <Menu.Item
            key={one}
            lang={one}
            role="menuitemradio"
            aria-checked={one === language}
            rightSection={one === language && <IconCheck size={16} aria-hidden />}
            onClick={() => void change(one).then(() => onChosen?.(one))}
          >
            {NAMES[one]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
