import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import type { SnapshotFolder } from '../../../contract/snapshots.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { BreakableName } from '../../ui/BreakableName.tsx';
import { Card } from '../../ui/Card.tsx';
import { plural } from '../../ui/format.ts';
import { CloseIcon } from '../../ui/icons.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { useAddFolder, useRemoveFolder } from './use-folders.ts';

/** The folders that are looked through for snapshots which other tools saved. */
export function FoldersCard({ folders }: { readonly folders: readonly SnapshotFolder[] }) {
  const { add, isAdding } = useAddFolder();
  const { remove, isRemoving } = useRemoveFolder();
  return (
    <Card
      title="Folders"
      end={
        <Button disabled={isAdding} onClick={add}>
          Add…
        </Button>
      }
    >
      {folders.length === 0 ? (
        <Box sx={{ color: color.muted }}>
          Add a folder that cron jobs or other tools save into: its snapshots are listed with those saved here.
        </Box>
      ) : (
        <Box component="ul" aria-label="Folders" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {folders.map(({ folder, failure, strangers }) => (
            <Box component="li" key={folder} sx={{ display: 'flex', alignItems: 'center', gap: 1, py: '2px' }}>
              <Box sx={{ flex: 1, minWidth: 0 }}>
                <Box sx={{ ...mono, overflowWrap: 'anywhere' }}>
                  <BreakableName name={folder} />
                </Box>
                {failure === null ? null : (
                  <Box sx={{ color: color.bad, fontSize: '0.75rem', overflowWrap: 'anywhere' }}>
                    {describeFailure(failure).title} {describeFailure(failure).action}
                  </Box>
                )}
                {strangers === 0 ? null : (
                  <Box sx={{ color: color.warn, fontSize: '0.75rem' }}>
                    {`${plural(strangers, '.db file')} here ${strangers === 1 ? 'is no snapshot' : 'are no snapshots'}: empty, cut, or something else.`}
                  </Box>
                )}
              </Box>
              <Tooltip title="Take it out; its files stay">
                <IconButton aria-label={`Take out ${folder}`} disabled={isRemoving} onClick={() => remove(folder)}>
                  <CloseIcon size={14} />
                </IconButton>
              </Tooltip>
            </Box>
          ))}
        </Box>
      )}
    </Card>
  );
}
