import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSay } from '../words/words'
import { useFocusBack } from './use-focus-back'

/** Something small that is filled in without leaving the page. */
export function Dialog({
  title,
  close,
  size,
  children,
}: {
  title: string
  close: () => void
  size?: 'md' | 'lg' | 'xl'
  children: ReactNode
}) {
  const say = useSay()
  useFocusBack()
  return (
    <Modal opened onClose={close} title={title} size={size} closeButtonProps={{ 'aria-label': say('close') }}>
      {children}
    </Modal>
  )
}
