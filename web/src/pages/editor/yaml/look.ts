import { HighlightStyle } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const colour = (light: string, dark: string) =>
  `light-dark(var(--mantine-color-${light}), var(--mantine-color-${dark}))`

export const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: colour('petrol-8', 'petrol-2') },
  { tag: tags.string, color: colour('green-8', 'green-2') },
  { tag: tags.comment, color: colour('gray-6', 'dark-2'), fontStyle: 'italic' },
  { tag: [tags.keyword, tags.bool, tags.number, tags.null], color: colour('yellow-8', 'yellow-2') },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: colour('gray-6', 'dark-2') },
])

export const look = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'transparent', color: 'var(--mantine-color-text)' },
  '&.cm-focused': { outline: '2px solid var(--mantine-primary-color-filled)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.55' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--mantine-color-dimmed)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--room-chosen) 45%, transparent)' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: colour('petrol-1', 'petrol-9'),
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--room-raised)',
    color: 'var(--mantine-color-text)',
    border: '1px solid var(--room-line)',
    borderRadius: '8px',
    maxWidth: '28rem',
  },
  '.cm-panels': { backgroundColor: 'var(--room-ground)', color: 'var(--mantine-color-text)' },
})
