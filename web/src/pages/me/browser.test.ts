import { expect, it } from 'vitest'
import { browser } from './browser'

it('calls programs as people do', () => {
  const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
  expect(browser(chrome)).toBe('Chrome, Linux')
  expect(browser(`${chrome.replace('X11; Linux x86_64', 'Windows NT 10.0')} Edg/140.0`)).toBe('Microsoft Edge, Windows')
  expect(browser('curl/8.14.1')).toBe('curl')
  expect(browser('')).toBeUndefined()
})
