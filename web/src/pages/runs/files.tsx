import { Alert, Anchor, Stack } from '@mantine/core'
import { IconDownload, IconFiles, IconInfoCircle } from '@tabler/icons-react'
import { api, got, type Schemas } from '../../api/client'
import { usePages } from '../../api/pages'
import { EmptyState } from '../../ui/empty-state'
import { Listed } from '../../ui/listed'
import { Size } from '../../ui/quantities'
import { Table } from '../../ui/table'
import { useSay } from '../../words/words'
import classes from './run.module.css'
import { isUnderWay } from './states'
import { useRefresh } from './use-refresh'

/** What a run has saved, to be had from here. In a dry run nothing was: it tells what would be. */
export function SavedFiles({ run }: { run: Schemas['Run'] }) {
  const say = useSay()
  const pages = usePages(['runs', run.id, 'files'], (cursor) =>
    got(api.GET('/api/runs/{id}/files', { params: { path: { id: run.id }, query: { cursor } } })),
  )
  useRefresh(pages.again, isUnderWay(run.state) && (pages.rows?.length ?? 0) <= 100 ? 2_000 : undefined)
  return (
    <Listed
      pages={pages}
      empty={<EmptyState icon={IconFiles} title={say('files-empty')} text={say('files-empty-text')} />}
    >
      {(rows) => (
        <Stack>
          {run.dry_run && <Alert icon={<IconInfoCircle aria-hidden />}>{say('files-dry')}</Alert>}
          <Table
            label={say('figure-files')}
            rows={rows}
            rowKey={(file) => String(file.number)}
            columns={[
              { title: say('file'), isName: true, cell: (file) => <span className={classes.detail}>{file.path}</span> },
              { title: say('file-size'), cell: (file) => <Size bytes={file.size} /> },
              {
                title: 'SHA-256',
                cell: (file) => (
                  <code title={file.sha256} className={classes.detail}>
                    {file.sha256.slice(0, 12)}…
                  </code>
                ),
              },
              ...(run.dry_run ? [] : [{ title: say('actions'), isActions: true, cell: (file: File) => <Get file={file} run={run.id} /> }]),
            ]}
          />
        </Stack>
      )}
    </Listed>
  )
}

type File = Schemas['SavedFile']

function Get({ file, run }: { file: File; run: string }) {
  const say = useSay()
  const name = file.path.split('/').at(-1) ?? ''
  return (
    <Anchor href={`/api/runs/${run}/files/${file.number}`} download={name} size="sm" aria-label={`${say('download')}: ${name}`}>
      <IconDownload size={16} aria-hidden style={{ verticalAlign: '-3px' }} /> {say('download')}
    </Anchor>
  )
}
