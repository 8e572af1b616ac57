import '@fontsource-variable/figtree'
import '@mantine/core/styles.css'
import './global.css'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import { speak, spokenLanguage } from './words/language'
import { learn } from './words/words'

const root = document.getElementById('root')
if (root) {
  speak(spokenLanguage())
  await learn(spokenLanguage())
  createRoot(root).render(<App />)
}
