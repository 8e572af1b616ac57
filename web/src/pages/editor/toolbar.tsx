import { ActionIcon, Anchor, Badge, Button, Group, Title, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconChevronLeft, IconDeviceFloppy, IconHistory, IconKeyboard, IconPlayerPlay } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useMay } from '../../session'
import { useSay } from '../../words/words'
import { type Mistake, useEditing } from './context'
import { type Kept, useOpening } from './editor'
import classes from './editor.module.css'
import { Keys } from './keys'
import { Problems } from './problems'
import { RunDrawer } from './run/run-drawer'
import { Guard } from './save/guard'
import { SaveDialog } from './save/save-dialog'
import { Versions } from './save/versions'
import type { useCheckup } from './use-checkup'

type Open = 'save' | 'versions' | 'run' | 'keys'

/** What the automation is called, how it stands, and what can be done with it. */
export function Toolbar({
  kept,
  keep,
  checkup,
  name,
  goTo,
}: {
  kept: Kept
  keep: (kept: Kept) => void
  checkup: ReturnType<typeof useCheckup>
  name: string
  goTo: (mistake: Mistake) => void
}) {
  const say = useSay()
  const may = useMay()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { draft, seen, isOpen, mistakes } = useEditing()
  const [open, setOpen] = useState<Open>()
  const isChanged = isOpen && (kept.automation ? seen.text !== kept.text : seen.canUndo)
  const hasErrors = mistakes.some(({ severity }) => severity === 'error') || seen.broken !== undefined
  const close = () => setOpen(undefined)
  const runs = may('run_automations') && !hasErrors
  useEffect(() => {
    document.title = `${name} · Carteiro`
  }, [name])
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !isOpen) return
      const key = event.key.toLowerCase()
      const inText = event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]')
      if (key === 's') setOpen('save')
      else if (key === 'enter' && runs) setOpen('run')
      else if (key === 'z' && !inText) (event.shiftKey ? draft.redo : draft.undo)()
      else if (key === 'y' && !inText) draft.redo()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [draft, isOpen, runs])
  const { id } = useParams()
  const opening = useOpening()
  const newId = id === kept.automation?.id ? undefined : kept.automation?.id
  useEffect(() => {
    if (kept.automation) client.setQueryData(['automation', kept.automation.id], kept)
    if (newId) void navigate(`/automations/${newId}`, { replace: true, state: { opening } })
  }, [newId, kept, opening, client, navigate])
  return (
    <header className={classes.bar}>
      <div className={classes.name}>
        <Anchor component={Link} to="/automations" size="xs">
          <Group gap={2}>
            <IconChevronLeft size={13} aria-hidden />
            {say('nav-automations')}
          </Group>
        </Anchor>
        <Group gap="xs" wrap="nowrap">
          <Title order={1} tabIndex={-1}>
            {name}
          </Title>
          {isChanged && (
            <Badge variant="light" color="yellow" tt="none" className={classes.bad} c="light-dark(var(--mantine-color-yellow-9), var(--mantine-color-yellow-2))">
              {say('editor-unsaved')}
            </Badge>
          )}
        </Group>
      </div>
      <Problems isSettled={checkup.isSettled} goTo={goTo} />
      {isOpen && (
        <Group gap={2} wrap="nowrap">
          <Press label={say('editor-undo')} disabled={!seen.canUndo} onClick={draft.undo}>
            <IconArrowBackUp size={19} aria-hidden />
          </Press>
          <Press label={say('editor-redo')} disabled={!seen.canRedo} onClick={draft.redo}>
            <IconArrowForwardUp size={19} aria-hidden />
          </Press>
          <Press label={say('editor-keys')} onClick={() => setOpen('keys')} className={classes.wide}>
            <IconKeyboard size={19} aria-hidden />
          </Press>
        </Group>
      )}
      {kept.automation && (
        <Press label={say('editor-versions')} onClick={() => setOpen('versions')}>
          <IconHistory size={19} aria-hidden />
        </Press>
      )}
      {may('run_automations') && (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={17} aria-hidden />}
          disabled={hasErrors}
          onClick={() => setOpen('run')}
        >
          {say('editor-run')}
        </Button>
      )}
      {isOpen && (
        <Button
          leftSection={<IconDeviceFloppy size={18} aria-hidden />}
          disabled={!isChanged && kept.automation !== undefined}
          onClick={() => setOpen('save')}
        >
          {say('editor-save')}
        </Button>
      )}
      {open === 'save' && (
        <SaveDialog kept={kept} hasErrors={hasErrors || (checkup.isSettled && !checkup.isOk)} close={close} saved={keep} />
      )}
      {open === 'versions' && kept.automation && (
        <Versions id={kept.automation.id} newest={kept.automation.version} close={close} />
      )}
      {open === 'run' && <RunDrawer kept={kept} isChanged={isChanged} close={close} />}
      {open === 'keys' && <Keys close={close} />}
      <Guard isChanged={isChanged} />
    </header>
  )
}

function Press({
  label,
  disabled,
  className,
  onClick,
  children,
}: {
  label: string
  disabled?: boolean
  className?: string
  onClick: () => void
  children: React.ReactNode
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} disabled={disabled} className={className} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}
