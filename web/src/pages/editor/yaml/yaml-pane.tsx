import { autocompletion, closeBrackets } from '@codemirror/autocomplete'
import { defaultKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, foldGutter, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { Annotation, Compartment, EditorState } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { isNode, parseDocument } from 'yaml'
import { useSay } from '../../../words/words'
import { useEditing } from '../context'
import type { Draft } from '../model/draft'
import { colours, look } from './look'
import classes from './yaml.module.css'

const fromOutside = Annotation.define<boolean>()
const nonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

/** The text itself. What is typed here is what the tree and the forms show, as soon as it is YAML. */
export default function YamlPane({ line }: { line?: number }) {
  const say = useSay()
  const { draft, seen, mistakes, isOpen } = useEditing()
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const writing = useRef(new Compartment())
  const label = say('editor-yaml')
  useEffect(() => {
    if (!place.current) return
    const made = new EditorView({ parent: place.current, state: stateOf(draft, writing.current, label) })
    view.current = made
    return () => made.destroy()
  }, [draft, label])
  useEffect(() => {
    view.current?.dispatch({ effects: writing.current.reconfigure(EditorState.readOnly.of(!isOpen)) })
  }, [isOpen])
  useEffect(() => {
    const now = view.current
    if (now) replace(now, seen.text)
  }, [seen.text])
  useEffect(() => {
    const now = view.current
    if (!now) return
    const { doc } = now.state
    const found = mistakes.flatMap(({ place, file, message, severity }): Diagnostic[] => {
      if (!place || file || place.line > doc.lines) return []
      const at = doc.line(Math.max(place.line, 1))
      const from = Math.min(at.from + Math.max(place.column - 1, 0), at.to)
      return [{ from, to: at.to, message, severity: severity === 'error' ? 'error' : 'warning' }]
    })
    now.dispatch(setDiagnostics(now.state, found))
  }, [mistakes, seen.text])
  const { chosen } = seen
  useEffect(() => {
    const now = view.current
    // Whoever writes here is not led elsewhere.
    if (!now || !chosen || now.hasFocus) return
    const node = parseDocument(draft.seen().text).getIn(chosen, true)
    const from = isNode(node) ? node.range?.[0] : undefined
    if (from === undefined || from > now.state.doc.length) return
    now.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
  }, [draft, chosen])
  useEffect(() => {
    const now = view.current
    if (!now || !line || line > now.state.doc.lines) return
    const { from } = now.state.doc.line(line)
    now.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
  }, [line])
  return (
    <>
      <div ref={place} className={classes.pane} />
      {seen.broken && (
        <p className={classes.broken} role="status">
          {say('editor-broken', { line: seen.broken.line })}
        </p>
      )}
    </>
  )
}

/** Only what differs is replaced: caret and folds stay. */
function replace(view: EditorView, text: string): void {
  const now = view.state.doc.toString()
  if (now === text) return
  let from = 0
  while (from < now.length && now[from] === text[from]) from += 1
  let tail = 0
  const most = Math.min(now.length, text.length) - from
  while (tail < most && now[now.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1
  view.dispatch({
    changes: { from, to: now.length - tail, insert: text.slice(from, text.length - tail) },
    annotations: fromOutside.of(true),
  })
}

function stateOf(draft: Draft, writing: Compartment, label: string): EditorState {
  return EditorState.create({
    doc: draft.seen().text,
    extensions: [
      EditorView.cspNonce.of(nonce()),
      writing.of([]),
      lineNumbers(),
      foldGutter(),
      lintGutter(),
      drawSelection(),
      indentOnInput(),
      indentUnit.of('  '),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      autocompletion(),
      yaml(),
      syntaxHighlighting(colours),
      look,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      keymap.of([
        // One undo for text, tree and forms.
        { key: 'Mod-z', run: () => (draft.undo(), true), preventDefault: true },
        { key: 'Mod-Shift-z', run: () => (draft.redo(), true), preventDefault: true },
        { key: 'Mod-y', run: () => (draft.redo(), true), preventDefault: true },
        // Tab indents; Escape first, and it leaves, as everywhere.
        indentWithTab,
        ...searchKeymap,
        ...defaultKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged || update.transactions.some((one) => one.annotation(fromOutside))) return
        draft.write(update.state.doc.toString(), 'yaml')
      }),
    ],
  })
}
