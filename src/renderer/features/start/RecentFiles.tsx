import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { fileName, useNoteFile, useRecentFiles } from '../../state/recent-files.ts';
import { formatCount } from '../../ui/format.ts';
import { CloseIcon, FileIcon, SnapshotIcon } from '../../ui/icons.tsx';
import { color, mono, size, tint } from '../../ui/tokens.ts';
import { openFile } from './use-open-file.ts';

/** The most recently opened files. Renders nothing when there are none. */
export function RecentFiles() {
  const files = useRecentFiles();
  const note = useNoteFile();
  if (files.length === 0) return null;
  return (
    <Box component="section" aria-label="Files opened last">
      <Typography variant="h3" component="h2" sx={{ mb: 1 }}>
        Files opened last
      </Typography>
      <Box
        component="ul"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          bgcolor: color.surface,
          border: `1px solid ${color.line}`,
          borderRadius: `${size.cardRadius}px`,
          overflow: 'hidden',
        }}
      >
        {files.map(({ file, kind, revision }) => (
          <Box
            component="li"
            key={file}
            sx={{ display: 'flex', alignItems: 'center', pr: 1, '& + &': { borderTop: `1px solid ${color.line}` } }}
          >
            <ButtonBase
              aria-label={`Open ${file}`}
              onClick={() => openFile(file)}
              sx={{
                flex: 1,
                minWidth: 0,
                gap: 1.5,
                p: '8px 14px',
                justifyContent: 'flex-start',
                '&:hover': { bgcolor: tint(color.muted, 8) },
              }}
            >
              {kind === 'snapshot' ? <SnapshotIcon /> : <FileIcon />}
              <Box component="span" sx={{ flexShrink: 0 }}>
                {fileName(file)}
              </Box>
              <Box
                component="span"
                sx={{ ...mono, color: color.muted, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}
              >
                {file}
              </Box>
              {kind === 'bundle' || revision === null ? null : (
                <Box component="span" sx={{ flexShrink: 0, ml: 'auto', color: color.muted }}>
                  revision {formatCount(revision)}
                </Box>
              )}
            </ButtonBase>
            <Tooltip title="Take it out of the list">
              <IconButton aria-label={`Forget ${file}`} onClick={() => note.forget(file)}>
                <CloseIcon size={14} />
              </IconButton>
            </Tooltip>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
