import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Draft } from './draft'
import { grammarOf, type Schema } from './grammar'
import { placeAt, rowsOf } from './rows'

const root = join(import.meta.dirname, '../../../../..')
const grammar = grammarOf(JSON.parse(readFileSync(join(root, 'docs/automation.schema.json'), 'utf8')) as Schema)

const TEXT = `# What it is for.
name: Invoices
steps:
  # The mailbox of the office.
  - connect:
      session: office # as later steps call it
      outlook: {}

  - for_each_mail:
      session: office
      do:
        - move: { to: Done } # filed
        - log: { text: "{{ mail.subject }}" }
  - try:
      do:
        - delete_folder: { session: office, folder: Old }
      catch:
        - kinds: [not_found]
          do:
            - log: { text: gone }
`
const LOOP = ['steps', 1, 'for_each_mail', 'do'] as const
const rows = (draft: Draft) =>
  rowsOf(draft.seen().value, grammar).map((row) => {
    const what = row.kind === 'step' ? row.action + (row.isDisabled ? ' off' : '') : `${row.kind} ${row.part}`
    return '  '.repeat(row.depth) + what
  })

describe('the tree', () => {
  it('finds the lists of steps by the schema', () => {
    expect(rows(new Draft(TEXT))).toEqual([
      'connect',
      'for_each_mail',
      '  move',
      '  log',
      'try',
      '  list do',
      '    delete_folder',
      '  list catch',
      '    clause catch',
      '      log',
      '  list finally',
    ])
  })
  it('says where something new belongs', () => {
    const all = rowsOf(new Draft(TEXT).seen().value, grammar)
    expect(placeAt(undefined, 3)).toEqual({ list: ['steps'], index: 3 })
    expect(placeAt(all[2], 3)).toEqual({ list: LOOP, index: 1 })
    expect(placeAt(all[10], 3)).toEqual({ list: ['steps', 2, 'try', 'finally'], index: 0 })
    expect(placeAt(all[8], 3)).toEqual({ list: ['steps'], index: 3 })
  })
})

describe('an edit', () => {
  it('leaves everything else as it was written', () => {
    const draft = new Draft(TEXT)
    draft.set(['steps', 1, 'for_each_mail', 'session'], 'finance')
    expect(draft.seen().text).toBe(TEXT.replace('session: office\n', 'session: finance\n'))
    draft.undo()
    expect(draft.seen().text).toBe(TEXT)
  })
  it('makes what leads to a field, and takes fields away', () => {
    const draft = new Draft(TEXT)
    draft.set([...LOOP.slice(0, 3), 'where', 'subject'], 'invoice {{ number }}')
    expect(draft.seen().text).toContain('      where:\n        subject: "invoice {{ number }}"\n')
    draft.set([...LOOP.slice(0, 3), 'where'], undefined)
    expect(draft.seen().text).toBe(TEXT)
  })
  it('writes several lines as a block', () => {
    const draft = new Draft(TEXT)
    draft.set([...LOOP, 1, 'log', 'text'], 'one\ntwo\n')
    expect(draft.seen().text).toContain('- log:\n            text: |\n              one\n              two\n')
    expect(draft.seen().value).toHaveProperty([...LOOP, 1, 'log', 'text'], 'one\ntwo\n')
  })
  it('inserts, removes, copies and chooses', () => {
    const draft = new Draft(TEXT)
    draft.insert(LOOP, 1, '- mark: { read: true }\n')
    expect(draft.seen().text).toContain('# filed\n        - mark: { read: true }\n        - log')
    expect(draft.seen().chosen).toEqual([...LOOP, 1])
    draft.duplicate([...LOOP, 1])
    expect(draft.seen().text.match(/read: true/g)).toHaveLength(2)
    draft.remove([...LOOP, 2])
    draft.remove([...LOOP, 1])
    expect(draft.seen().text).toBe(TEXT)
    expect(draft.seen().chosen).toEqual([...LOOP, 1])
    draft.undo()
    draft.undo()
    draft.undo()
    draft.undo()
    expect(draft.seen()).toMatchObject({ text: TEXT, canUndo: false, canRedo: true })
  })
  it('moves a step with what is said of it, out of its list and in', () => {
    const draft = new Draft(TEXT)
    draft.move([...LOOP, 0], ['steps'], 3)
    expect(draft.seen().text).toMatch(/text: gone }\n {2}- move: { to: Done } # filed\n$/)
    expect(draft.seen().chosen).toEqual(['steps', 3])
    draft.move(['steps', 0], ['steps', 2, 'try', 'finally'], 0)
    expect(draft.seen().chosen).toEqual(['steps', 1, 'try', 'finally', 0])
    expect(draft.seen().text).toContain('session: office # as later steps call it')
    expect(rows(draft)).toContain('    connect')
  })
  it('does not move a step into itself', () => {
    const draft = new Draft(TEXT)
    draft.move(['steps', 1], LOOP, 0)
    expect(draft.seen().text).toBe(TEXT)
  })
  it('switches a step off and on again', () => {
    const draft = new Draft(TEXT)
    draft.toggle(['steps', 0])
    expect(rows(draft)[0]).toBe('connect off')
    expect(draft.seen().text).toContain('  # The mailbox of the office.\n  - if:\n      condition: "{{ false }}"\n')
    draft.toggle(['steps', 0])
    expect(draft.seen().text).toBe(TEXT)
  })
  it('undoes together what was typed into one field', () => {
    const draft = new Draft(TEXT)
    for (const name of ['I', 'In', 'Inv']) draft.set(['name'], name, 'name')
    draft.undo()
    expect(draft.seen().text).toBe(TEXT)
    draft.redo()
    expect(draft.seen().text).toContain('name: Inv\n')
  })
  it('keeps the tree while the text is no YAML', () => {
    const draft = new Draft(TEXT)
    draft.write('name: [a\nsteps:')
    expect(draft.seen().broken?.line).toBeGreaterThan(0)
    expect(rows(draft)).toHaveLength(11)
    draft.write(TEXT)
    expect(draft.seen().broken).toBeUndefined()
  })
})

describe('300 steps', () => {
  const many = () => {
    const step = (at: number) => `        - move: { to: "Done/${at}" } # step ${at}\n        - log: { text: "{{ mail.subject }}" }\n`
    const steps = Array.from({ length: 149 }, (_, at) => step(at)).join('')
    return new Draft(`name: Many\nsteps:\n  - connect: { session: office, outlook: {} }\n  - for_each_mail:\n      session: office\n      do:\n${steps}`)
  }
  const actions: Record<string, (draft: Draft) => void> = {
    'a field': (draft) => draft.set([...LOOP, 120, 'move', 'to'], 'Elsewhere'),
    'an insertion': (draft) => void draft.insert(LOOP, 150, '- mark: { read: true }'),
    'a removal': (draft) => draft.remove([...LOOP, 150]),
    'a move': (draft) => draft.move([...LOOP, 200], LOOP, 3),
    'a copy': (draft) => draft.duplicate([...LOOP, 200]),
    'a switch': (draft) => draft.toggle([...LOOP, 200]),
  }
  for (const [name, act] of Object.entries(actions))
    it(`takes ${name}, its undoing and its redoing each within 100 ms`, () => {
      const draft = many()
      const took = { act: Infinity, undo: Infinity, redo: Infinity }
      const measured = (what: keyof typeof took, does: () => void) => {
        const began = performance.now()
        does()
        rowsOf(draft.seen().value, grammar)
        took[what] = Math.min(took[what], performance.now() - began)
      }
      // The shortest of some: what others do on the machine meanwhile is not counted.
      for (let again = 0; again < 8; again += 1) {
        measured('act', () => act(draft))
        measured('undo', draft.undo)
        measured('redo', draft.redo)
        draft.undo()
      }
      expect(Math.max(...Object.values(took))).toBeLessThan(100)
    })
})
