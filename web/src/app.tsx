import { MantineProvider } from '@mantine/core'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from 'react-router'
import { asProblem, isSignedOut } from './api/problem'

import { nonce } from './nonce'
import { router } from './router'
import { me } from './session'
import { theme, variables } from './theme'
import { Toasts } from './ui/toasts'
import { isDoor, signInFrom } from './way'
import { WordsProvider } from './words/words'

/** A session that has ended leads to the sign-in, and from there back to where one was. */
function ended(thrown: unknown): void {
  if (!isSignedOut(thrown)) return
  const here = router.state.location
  if (isDoor(here.pathname)) return
  client.clear()
  void router.navigate(signInFrom(here), { replace: true })
}

const client = new QueryClient({
  queryCache: new QueryCache({ onError: ended }),
  mutationCache: new MutationCache({ onError: ended }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What the server has decided it decides again; what did not arrive may arrive.
      retry: (count, thrown) => asProblem(thrown).status === 0 && count < 2,
    },
  },
})

// Who is signed in is asked for while words and page are on their way.
if (!isDoor(location.pathname)) client.query(me).catch(() => undefined)

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
      deduplicateInlineStyles
    >
      <WordsProvider>
        <QueryClientProvider client={client}>
          <Toasts>
            <RouterProvider router={router} />
          </Toasts>
        </QueryClientProvider>
      </WordsProvider>
    </MantineProvider>
  )
}
