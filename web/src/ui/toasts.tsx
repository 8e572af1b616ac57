import { CloseButton, Group, Paper, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'
import { useSay } from '../words/words'
import classes from './toasts.module.css'

interface Toast {
  id: number
  text: string
}

const Context = createContext<(text: string) => void>(() => undefined)

/** Tells that something was done. What failed is told where it was tried, and stays. */
export function useToast(): (text: string) => void {
  return useContext(Context)
}

const SEEN_FOR = 5_000

export function Toasts({ children }: { children: ReactNode }) {
  const say = useSay()
  const last = useRef(0)
  const [toasts, set] = useState<Toast[]>([])
  const drop = useCallback((id: number) => set((all) => all.filter((one) => one.id !== id)), [])
  const tell = useCallback(
    (text: string) => {
      last.current += 1
      const id = last.current
      set((all) => [...all.slice(-2), { id, text }])
      setTimeout(() => drop(id), SEEN_FOR)
    },
    [drop],
  )
  return (
    <Context value={tell}>
      {children}
      <Stack className={classes.toasts} role="status" aria-live="polite" gap="xs">
        {toasts.map(({ id, text }) => (
          <Paper key={id} shadow="md" px="md" py="sm" className={classes.toast}>
            <Group wrap="nowrap" gap="sm">
              <IconCircleCheck size={20} aria-hidden className={classes.mark} />
              <Text size="sm">{text}</Text>
              <CloseButton size="sm" aria-label={say('close')} onClick={() => drop(id)} />
            </Group>
          </Paper>
        ))}
      </Stack>
    </Context>
  )
}
