/** Whole automations to begin with. They are those of the documentation, which its tests run. */
const files = import.meta.glob<string>(
  [
    '../../../../examples/archive-invoices.yaml',
    '../../../../examples/save-invoices.yaml',
    '../../../../examples/acknowledge-invoices.yaml',
    '../../../../examples/forward-to-the-accountant.yaml',
    '../../../../examples/reply-needed.yaml',
    '../../../../examples/unread-alert.yaml',
    '../../../../examples/back-up-folder.yaml',
    '../../../../examples/sort-by-sender.yaml',
  ],
  { query: '?raw', import: 'default' },
)

const nameOf = (file: string) => file.split('/').at(-1)?.replace('.yaml', '') ?? ''

export const EXAMPLES = Object.keys(files).map(nameOf)

export async function exampleOf(name: string | null): Promise<string | undefined> {
  const [, load] = Object.entries(files).find(([file]) => nameOf(file) === name) ?? []
  return load?.()
}
