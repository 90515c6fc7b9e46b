import Box from '@mui/material/Box';
import { BreakableName } from '../../ui/BreakableName.tsx';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { formatBytes, formatDuration } from '../../ui/format.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { StatusChip, StatusDot, type Tone } from '../../ui/StatusChip.tsx';
import { Term } from '../../ui/Term.tsx';
import type { GalleryPage } from '../gallery-page.ts';

const tones: readonly Tone[] = ['ok', 'warn', 'bad', 'info', 'learner', 'production', 'neutral'];
const opened = Date.now();

export const textPages: readonly GalleryPage[] = [
  {
    name: 'BreakableName',
    specimens: [
      {
        state: 'A host in little room',
        shown: (
          <Box sx={{ width: 150 }}>
            <BreakableName name="ip-10-20-30-40.eu-central-1.compute.internal" />
          </Box>
        ),
      },
    ],
  },
  {
    name: 'StatusChip',
    specimens: [
      {
        state: 'Every tone',
        shown: (
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            {tones.map((tone) => (
              <StatusChip key={tone} tone={tone}>
                {tone}
              </StatusChip>
            ))}
          </Box>
        ),
      },
      {
        state: 'Dots beside words',
        shown: tones.map((tone) => (
          <Box key={tone} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
            <StatusDot tone={tone} isPulsing={tone === 'ok'} /> {tone}
          </Box>
        )),
      },
    ],
  },
  {
    name: 'RelativeTime',
    specimens: [
      { state: 'Just now', shown: <RelativeTime at={opened} /> },
      { state: 'Minutes ago', shown: <RelativeTime at={opened - 4 * 60_000} /> },
      { state: 'Days ago', shown: <RelativeTime at={opened - 3 * 86_400_000} /> },
    ],
  },
  {
    name: 'FactList',
    specimens: [
      {
        state: 'Sizes, times and ids',
        shown: (
          <FactList
            facts={[
              { name: 'Size', value: formatBytes(4_182) },
              { name: 'Largest', value: formatBytes(8 * 2 ** 30) },
              { name: 'Latency', value: formatDuration(1.84) },
              { name: 'Runs since', value: formatDuration(6 * 86_400_000) },
              { name: 'Id', value: '8e9e05c52164694d', isMono: true },
            ]}
          />
        ),
      },
    ],
  },
  {
    name: 'Term',
    specimens: [{ state: 'A word explained', shown: <Term meaning="More than half of those who vote.">quorum</Term> }],
  },
  {
    name: 'KeyHint',
    specimens: [
      {
        state: 'Keys',
        shown: (
          <Box sx={{ display: 'flex', gap: 1 }}>
            <KeyHint shortcut="Mod+K" />
            <KeyHint shortcut="?" />
          </Box>
        ),
      },
    ],
  },
  {
    name: 'CommandLine',
    specimens: [
      { state: 'One line', shown: <CommandLine label="the command" line="etcdctl endpoint status --cluster" /> },
      {
        state: 'Several, and long',
        shown: <CommandLine label="the commands" line={`tool get ${'/a/long/path'.repeat(20)}\ntool check`} />,
      },
      {
        state: 'All of a file',
        shown: <CommandLine label="the unit" line={'[Service]\nExecStart=/usr/bin/tool\n'.repeat(8)} isWhole />,
      },
    ],
  },
  { name: 'CopyButton', specimens: [{ state: 'At rest', shown: <CopyButton label="Copy the name" text="name" /> }] },
];
