import { createBrowserRouter, type RouteObject } from 'react-router'
import { type PageEntry, PAGES } from './routes'
import { Allowed } from './ui/allowed'
import { Broken } from './ui/broken'
import { Loading } from './ui/loading'
import { Shell } from './ui/shell'

function lazily(load: PageEntry['load']): NonNullable<RouteObject['lazy']> {
  return async () => ({ Component: (await load()).default })
}

function below({ path, load, needs }: PageEntry): RouteObject {
  const page: RouteObject = { path, lazy: lazily(load), ErrorBoundary: Broken }
  return needs ? { element: <Allowed needs={needs} />, children: [page] } : page
}

export const router = createBrowserRouter([
  {
    HydrateFallback: Loading,
    ErrorBoundary: Broken,
    children: [
      { path: '/sign-in', lazy: lazily(() => import('./pages/coming-in/sign-in')) },
      { path: '/set-up', lazy: lazily(() => import('./pages/coming-in/set-up')) },
      {
        Component: Shell,
        children: [...PAGES.map(below), { path: '*', lazy: lazily(() => import('./pages/lost/not-found')) }],
      },
    ],
  },
])
