import { api, got, type Schemas } from '../../api/client'

/** One message of a run. The API has them page by page: it is looked for from the first on. */
export async function itemOf(run: string, number: number): Promise<Schemas['Item'] | null> {
  let cursor: string | undefined
  do {
    const query = { limit: 500, cursor }
    const page: Schemas['Page_Item'] = await got(api.GET('/api/runs/{id}/items', { params: { path: { id: run }, query } }))
    const found = page.items.find((item) => item.number === number)
    if (found) return found
    if ((page.items.at(-1)?.number ?? 0) > number) return null
    cursor = page.next ?? undefined
  } while (cursor)
  return null
}
