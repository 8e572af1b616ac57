import { createElement, type ReactNode } from 'react'
import { Marked } from '../../../ui/marked'
import { type Mistake, mistakesAt, useEditing, useValue } from '../context'
import type { Schema } from '../model/grammar'
import { type Path, written } from '../model/path'

/** A field that is drawn: where its value is, and what is said of it. */
export interface Asked {
  path: Path
  schema: Schema
  label: string
  help?: string
  isRequired: boolean
  /** Its label is for those who do not see: what is around it says it. */
  isBare?: boolean
}

/** What an input of Mantine takes of a field: label, help, mistake, value. */
export function useAsked({ path, label, help, isRequired, isBare = false, schema }: Asked, deep = true) {
  const { mistakes } = useEditing()
  const { value, set, disabled } = useValue(path)
  const [mistake] = mistakesAt(mistakes, path, deep)
  return {
    value,
    set,
    /** What it is when nobody says. */
    fallback: schema.default,
    input: {
      label: isBare ? undefined : label,
      'aria-label': isBare ? label : undefined,
      description: marked(help) || undefined,
      withAsterisk: isRequired && !isBare,
      disabled,
      error: mistake?.severity === 'error' ? marked(mistake.message) : undefined,
      inputWrapperOrder: ['label', 'input', 'error', 'description'] as ('label' | 'input' | 'error' | 'description')[],
      'data-path': written(path),
    },
    warning: mistake?.severity === 'warning' ? mistake : undefined,
  }
}

/** What a sentence quotes of files is drawn so. */
export function marked(text: string | undefined): ReactNode {
  return text?.includes('`') ? createElement(Marked, null, text) : text
}

export function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export type { Mistake }
