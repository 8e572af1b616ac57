import { Button, Center } from '@mantine/core'
import { useSay } from '../words/words'

/** More of a list that is read page by page, as `usePages` tells. */
export function Pager({ pages }: { pages: { hasMore: boolean; isLoadingMore: boolean; more: () => void } }) {
  const say = useSay()
  if (!pages.hasMore) return null
  return (
    <Center>
      <Button variant="default" loading={pages.isLoadingMore} onClick={pages.more}>
        {say('load-more')}
      </Button>
    </Center>
  )
}
