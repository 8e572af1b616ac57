import { api, got, type Schemas } from '../../api/client'

/** Hands over automations as a file: one of them, or all. */
export async function takeAway(one: Schemas['Automation'] | undefined): Promise<void> {
  const bundle = await got(api.GET('/api/automations/export', { params: { query: { ids: one?.id } } }))
  const text = one && bundle.automations[one.path]
  // A single one is the YAML that everybody knows.
  if (text !== undefined) hand(text, one?.path.split('/').at(-1) ?? '', 'application/yaml')
  else hand(JSON.stringify(bundle, null, 2), 'automations.json', 'application/json')
}

function hand(text: string, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** Reads files as a bundle: YAML by its name, or bundles as they were handed over. */
export async function bundleOf(files: File[]): Promise<Record<string, string>> {
  const automations: Record<string, string> = {}
  for (const file of files) {
    const text = await file.text()
    if (!file.name.endsWith('.json')) automations[file.name] = text
    else Object.assign(automations, (JSON.parse(text) as Schemas['Bundle']).automations)
  }
  return automations
}
