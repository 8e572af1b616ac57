import { Button } from '@mantine/core'
import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '../../api/client'
import { EmptyState } from '../../ui/empty-state'
import { Listed, listed } from '../../ui/listed'
import { useSay } from '../../words/words'
import { roles } from './asked-for'
import { EditRole } from './edit-role'
import { PeoplePage } from './people-page'
import { RoleCards } from './role-cards'
import { RoleMatrix } from './role-matrix'

/** Which roles allow what: a matrix where there is room, a card each where there is not. */
export default function Roles() {
  const say = useSay()
  const query = useQuery(roles)
  const [open, setOpen] = useState<Schemas['Role'] | 'new'>()
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen('new')}>
      {say('role-add')}
    </Button>
  )
  return (
    <PeoplePage title="roles" lead="roles-lead" actions={add}>
      <Listed
        pages={listed(query)}
        empty={<EmptyState icon={IconUsersGroup} title={say('nothing-found')} text={say('roles-lead')} />}
      >
        {(rows) => (
          <>
            <RoleMatrix roles={rows} open={setOpen} />
            <RoleCards roles={rows} open={setOpen} />
          </>
        )}
      </Listed>
      {open && <EditRole role={open === 'new' ? undefined : open} close={() => setOpen(undefined)} />}
    </PeoplePage>
  )
}
