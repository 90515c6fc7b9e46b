import Box from '@mui/material/Box';
import { useEffect, useRef } from 'react';
import type { Command } from '../../state/commands.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { color } from '../../ui/tokens.ts';
import { paletteIcon, paletteRow } from './palette-row.ts';

interface CommandOptionProps {
  readonly id: string;
  readonly command: Command;
  readonly isActive: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

/** A command in the palette. The input keeps the focus; this only shows where it points. */
export function CommandOption({ id, command, isActive, onPoint, onRun }: CommandOptionProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <Box
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      onPointerMove={onPoint}
      onClick={onRun}
      sx={{
        ...paletteRow,
        borderRadius: '6px',
        cursor: 'default',
        bgcolor: isActive ? color.selection : 'transparent',
      }}
    >
      <Box sx={{ ...paletteIcon, color: color.muted }}>{command.icon}</Box>
      <Box sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
        {command.title}
      </Box>
      <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>{command.group}</Box>
      {command.shortcut === undefined ? null : <KeyHint shortcut={command.shortcut} />}
    </Box>
  );
}
