import Box from '@mui/material/Box';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { FileEntry } from '../../../contract/files.ts';
import { formatBytes } from '../../ui/format.ts';
import { FileIcon, FolderIcon } from '../../ui/icons.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { color, size } from '../../ui/tokens.ts';
import { useVirtualRows } from '../../ui/use-virtual-rows.ts';

interface FileListProps {
  readonly entries: readonly FileEntry[];
  /** The name chosen. */
  readonly chosen: string;
  readonly onChoose: (entry: FileEntry) => void;
  /** A double click, or Enter. */
  readonly onOpen: (entry: FileEntry) => void;
}

/** A folder's entries. Only the rows on screen are drawn: `/usr/bin` has thousands. */
export function FileList({ entries, chosen, onChoose, onOpen }: FileListProps) {
  const [active, setActive] = useState(0);
  const rows = useVirtualRows({ count: entries.length, rowHeight: size.row });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another folder begins at its top.
  useEffect(() => {
    setActive(0);
    rows.showRow(0);
  }, [entries]);

  const move = (to: number): void => {
    const next = Math.max(0, Math.min(entries.length - 1, to));
    setActive(next);
    rows.showRow(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const entry = entries[active];
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: rows.pageRows,
      PageUp: -rows.pageRows,
    };
    const step = steps[event.key];
    if (step !== undefined) move(active + step);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(entries.length - 1);
    else if (event.key === 'Enter' && entry !== undefined) onOpen(entry);
    else if (event.key === ' ' && entry !== undefined) onChoose(entry);
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      const letter = event.key.toLowerCase();
      const order = [...entries.keys()].map((index) => (index + active + 1) % entries.length);
      const found = order.find((index) => entries[index]?.name.toLowerCase().startsWith(letter));
      if (found !== undefined) move(found);
    } else return;
    event.preventDefault();
  };

  return (
    <Box
      ref={rows.scroller}
      onScroll={rows.onScroll}
      role="listbox"
      aria-label="Files"
      tabIndex={0}
      aria-activedescendant={entries.length === 0 ? undefined : `file-${active}`}
      onKeyDown={onKeyDown}
      sx={{
        height: '100%',
        overflow: 'auto',
        '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: -2 },
      }}
    >
      <Box sx={{ height: rows.window.height, position: 'relative' }}>
        {entries.slice(rows.window.first, rows.window.end).map((entry, offset) => {
          const index = rows.window.first + offset;
          return (
            <Box
              key={entry.name}
              id={`file-${index}`}
              role="option"
              aria-selected={entry.name === chosen}
              aria-setsize={entries.length}
              aria-posinset={index + 1}
              onClick={() => {
                setActive(index);
                if (entry.kind === 'file') onChoose(entry);
              }}
              onDoubleClick={() => onOpen(entry)}
              sx={{
                position: 'absolute',
                insetInline: 0,
                top: index * size.row,
                height: size.row,
                display: 'flex',
                alignItems: 'center',
                gap: 1,
                px: 1.5,
                cursor: 'default',
                bgcolor: entry.name === chosen ? color.selection : 'transparent',
                boxShadow: index === active ? `inset 2px 0 ${color.accent}` : 'none',
                '&:hover': { bgcolor: color.selection },
              }}
            >
              <Box sx={{ color: entry.kind === 'folder' ? color.accent : color.muted }}>
                {entry.kind === 'folder' ? <FolderIcon size={14} /> : <FileIcon size={14} />}
              </Box>
              <Box sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
                {entry.name}
              </Box>
              <Box sx={{ color: color.muted, fontSize: '0.75rem', width: 72, textAlign: 'right' }}>
                {entry.kind === 'file' ? formatBytes(entry.bytes) : null}
              </Box>
              <Box sx={{ color: color.muted, fontSize: '0.75rem', width: 88, textAlign: 'right' }}>
                <RelativeTime at={entry.modifiedAt} />
              </Box>
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
