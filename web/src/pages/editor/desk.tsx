import { SegmentedControl, UnstyledButton } from '@mantine/core'
import { IconSettings } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useState } from 'react'
import { Loading } from '../../ui/loading'
import { useSay } from '../../words/words'
import { useEditing } from './context'
import type { Kept } from './editor'
import classes from './editor.module.css'
import { StepForm } from './form/step-form'
import { isRecord } from './model/path'
import { Palette } from './palette'
import { Toolbar } from './toolbar'
import { Tree } from './tree/tree'
import type { useCheckup } from './use-checkup'
import { goToPane, usePanes } from './use-panes'
import { Workbench } from './workbench'

const YamlPane = lazy(() => import('./yaml/yaml-pane'))
type Pane = 'palette' | 'steps' | 'form' | 'yaml'

/** The panes: side by side, or one at a time where there is no room. */
export function Desk({
  kept,
  keep,
  checkup,
  folded,
  setFolded,
  isWide,
}: {
  kept: Kept
  keep: (kept: Kept) => void
  checkup: ReturnType<typeof useCheckup>
  folded: ReadonlySet<string>
  setFolded: React.Dispatch<React.SetStateAction<ReadonlySet<string>>>
  isWide: boolean
}) {
  const say = useSay()
  const { isOpen, draft, seen } = useEditing()
  const [pane, show] = useState<Pane>('steps')
  const [line, setLine] = useState<number>()
  const [right, setRight] = useState<'form' | 'yaml'>('form')
  const fold = useCallback(
    (key: string) => setFolded((now) => new Set(now.has(key) ? [...now].filter((one) => one !== key) : [...now, key])),
    [setFolded],
  )
  const toForm = () => {
    setRight('form')
    show('form')
    requestAnimationFrame(() => goToPane('form'))
  }
  usePanes()
  const has = (one: Pane) => (isWide ? (one === 'form' || one === 'yaml' ? right === one : true) : pane === one)
  const switched = (
    <SegmentedControl
      size="xs"
      mb="sm"
      aria-label={say('editor-right')}
      value={right}
      data={[
        { value: 'form', label: say('editor-form') },
        { value: 'yaml', label: 'YAML' },
      ]}
      onChange={(now) => setRight(now)}
    />
  )
  const name = isRecord(seen.value) && typeof seen.value.name === 'string' ? seen.value.name : say('editor-automation')
  return (
    <div className={classes.editor}>
      <Toolbar
        kept={kept}
        keep={keep}
        checkup={checkup}
        name={name}
        goTo={(mistake) => {
          setLine(mistake.place?.line)
          if (!isWide) show('form')
        }}
      />
      {!isWide && (
        <SegmentedControl
          fullWidth
          size="sm"
          aria-label={say('editor-panes')}
          value={pane}
          data={[
            ...(isOpen ? [{ value: 'palette', label: say('editor-palette') }] : []),
            { value: 'steps', label: say('editor-steps') },
            { value: 'form', label: say('editor-form') },
            { value: 'yaml', label: 'YAML' },
          ]}
          onChange={(now) => show(now as Pane)}
        />
      )}
      <Workbench>
        {(mark) => (
          <div className={classes.panes} data-closed={!isOpen || undefined}>
            {isOpen && has('palette') && (
              <div className={classes.pane} data-pane="palette">
                <Palette inserted={() => show('steps')} toForm={toForm} />
              </div>
            )}
            {has('steps') && (
              <section className={classes.pane} data-pane="steps" aria-label={say('editor-steps')}>
                <div className={classes.scrolls}>
                  <UnstyledButton
                    className={classes.automation}
                    data-automation
                    aria-pressed={!seen.chosen}
                    onClick={() => {
                      draft.choose(undefined)
                      if (!isWide) show('form')
                    }}
                  >
                    <IconSettings size={18} aria-hidden /> {say('editor-automation')}
                  </UnstyledButton>
                  <Tree folded={folded} fold={fold} mark={mark} toForm={toForm} />
                </div>
              </section>
            )}
            {(isWide || pane === 'form' || pane === 'yaml') && (
              <section className={classes.pane} data-pane="right" aria-label={say(has('form') ? 'editor-form' : 'editor-yaml')}>
                {isWide && switched}
                {has('form') ? (
                  <div className={classes.scrolls} data-form>
                    <StepForm />
                  </div>
                ) : (
                  <Suspense fallback={<Loading />}>
                    <YamlPane line={line} />
                  </Suspense>
                )}
              </section>
            )}
          </div>
        )}
      </Workbench>
    </div>
  )
}
