import { Alert, Badge, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { Marked } from '../../../ui/marked'
import { useSay } from '../../../words/words'
import { mistakesAt, useEditing } from '../context'
import type { Schema } from '../model/grammar'
import { isSame, type Path } from '../model/path'
import { shapeOf } from '../model/shape'
import { Found } from '../run/found'
import { TestConnection } from '../run/test-connection'
import { Field } from './field'
import { FormFields } from './form-fields'

/** The form of what is chosen in the tree; of nothing: of the automation itself. */
export function StepForm() {
  const say = useSay()
  const { seen, rows, definitions } = useEditing()
  const { grammar } = definitions
  const row = seen.chosen && rows.find(({ path }) => isSame(path, seen.chosen ?? []))
  if (!row)
    return (
      <Framed title={say('editor-automation')} help={say('editor-automation-help')} path={[]}>
        <Drawn schema={grammar.root} path={[]} form="automation" />
      </Framed>
    )
  if (row.kind === 'step') {
    const action = definitions.action(row.action)
    const schema = grammar.action(row.action)
    return (
      <Framed
        key={row.key}
        title={action ? definitions.say(action.label) : row.action}
        help={action && definitions.say(action.help)}
        path={row.inner}
        isOff={row.isDisabled}
        hasChoice={schema?.oneOf !== undefined}
      >
        {schema && <Drawn schema={schema} path={row.inner} form={row.action} usual={action && definitions.usual(action)} />}
        {row.action === 'connect' && <TestConnection path={row.inner} />}
        {schema?.properties?.where && <Found path={row.inner} />}
      </Framed>
    )
  }
  const owner = rows.find((one) => one.kind === 'step' && isSame(one.path, row.step))
  const list = owner?.kind === 'step' ? grammar.action(owner.action)?.properties?.[row.part] : undefined
  const words = definitions.field(row.owner, row.part)
  if (row.kind === 'clause' && list)
    return (
      <Framed key={row.key} title={words.label} help={words.help} path={row.path}>
        <Drawn schema={grammar.resolve(list).schema.items ?? {}} path={row.path} />
      </Framed>
    )
  return (
    <Framed key={row.key} title={words.label} help={words.help} path={row.path}>
      <Text size="sm" c="dimmed">
        {say('editor-list-help')}
      </Text>
    </Framed>
  )
}

function Framed({
  title,
  help,
  path,
  isOff = false,
  hasChoice = false,
  children,
}: {
  title: string
  help?: string
  path: Path
  isOff?: boolean
  /** What is wrong with all of it is said where one of several is chosen. */
  hasChoice?: boolean
  children: React.ReactNode
}) {
  const say = useSay()
  const { draft, seen, mistakes, isOpen } = useEditing()
  const own = [...(hasChoice ? [] : mistakesAt(mistakes, path, false)), ...mistakesAt(mistakes, path.slice(0, -1), false)]
  return (
    <Stack gap="md">
      <div>
        <Group gap="xs">
          <Title order={2}>{title}</Title>
          {isOff && <Badge color="gray">{say('editor-off')}</Badge>}
        </Group>
        {help && (
          <Text size="sm" c="dimmed">
            <Marked>{help}</Marked>
          </Text>
        )}
      </div>
      {seen.broken && (
        <Alert color="yellow" icon={<IconInfoCircle aria-hidden />}>
          {say('editor-broken', { line: seen.broken.line })}
        </Alert>
      )}
      {path.length > 0 &&
        own.map((one) => (
          <Alert
            key={one.code + one.message}
            color={one.severity === 'error' ? 'red' : 'yellow'}
            icon={<IconAlertTriangle aria-hidden />}
          >
            <Marked>{one.message}</Marked>
          </Alert>
        ))}
      {isOff && isOpen && (
        <Button variant="default" size="xs" w="fit-content" onClick={() => seen.chosen && draft.toggle(seen.chosen)}>
          {say('editor-switch-on')}
        </Button>
      )}
      {children}
    </Stack>
  )
}

function Drawn({ schema, path, form, usual }: { schema: Schema; path: Path; form?: string; usual?: ReadonlySet<string> }) {
  const { definitions } = useEditing()
  const shape = shapeOf(schema, definitions.grammar)
  if (shape.kind === 'form') return <FormFields shape={{ ...shape, form: form ?? shape.form }} path={path} usual={usual} />
  return <Field path={path} schema={schema} isRequired {...definitions.field(form, String(path.at(-1)))} />
}
