import { Kbd, Modal, Table } from '@mantine/core'
import { useSay } from '../../words/words'

const KEYS = [
  ['pane', 'F6'],
  ['search', '/'],
  ['form', 'Enter'],
  ['move', 'Alt ↑ ↓'],
  ['nest', 'Alt → ←'],
  ['duplicate', 'Ctrl D'],
  ['clipboard', 'Ctrl C · X · V'],
  ['toggle', 'Ctrl /'],
  ['delete', 'Del'],
  ['undo', 'Ctrl Z · Ctrl Shift Z'],
  ['save', 'Ctrl S'],
  ['run', 'Ctrl Enter'],
] as const

/** What can be done by keyboard alone. */
export function Keys({ close }: { close: () => void }) {
  const say = useSay()
  return (
    <Modal opened onClose={close} title={say('editor-keys')} closeButtonProps={{ 'aria-label': say('close') }}>
      <Table variant="vertical" layout="auto">
        <Table.Tbody>
          {KEYS.map(([what, keys]) => (
            <Table.Tr key={what}>
              <Table.Th scope="row">{say(`editor-key-${what}`)}</Table.Th>
              <Table.Td>
                <Kbd>{keys}</Kbd>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
