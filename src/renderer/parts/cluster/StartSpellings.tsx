import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useId, useState } from 'react';
import type { MemberStart, StartFile, StartWarning } from '../../../contract/member-start.ts';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { color, mono } from '../../ui/tokens.ts';

/** In pixels: a dialog keeps its place when a short spelling takes the place of a long one. */
const minHeight = 420;

const spellings = ['unit', 'command', 'env', 'manifest'] as const;
type Spelling = (typeof spellings)[number];

const titles: Readonly<Record<Spelling, string>> = {
  unit: 'systemd unit',
  command: 'Command',
  env: 'Environment',
  manifest: 'Static pod',
};

const textOf = (start: MemberStart, spelling: Spelling): string =>
  spelling === 'env'
    ? Object.entries(start.env)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n')
    : start[spelling];

const warningWords: Readonly<Record<StartWarning, string>> = {
  DataDirMustBeEmpty:
    'Its data-dir must be empty: with the data of a former member it exits, or serves another cluster.',
  AssumedTlsPaths:
    'Paths of certificates are guesses, the usual ones or after another member’s: put this host’s in their place.',
  VersionMustMatch: 'Start it with the version that the other members run.',
};

const roleWords: Readonly<Record<StartFile['role'], string>> = {
  clientCa: 'the CA that clients’ certificates come from',
  certificate: 'its certificate towards clients, naming its host',
  key: 'the key of its certificate towards clients',
  peerCa: 'the CA of the members’ certificates',
  peerCertificate: 'its certificate towards members, naming its host, for server and client use',
  peerKey: 'the key of its certificate towards members',
};

/** One file may have several roles, as one CA for clients and members. */
const rolesByPath = (files: readonly StartFile[]): readonly (readonly [string, string])[] => {
  const paths = [...new Set(files.map(({ path }) => path))];
  return paths.map((path) => [
    path,
    files
      .filter((file) => file.path === path)
      .map(({ role }) => roleWords[role])
      .join('; '),
  ]);
};

/** The start of a member in the spelling that its host takes, with the files it needs. */
export function StartSpellings({ start }: { readonly start: MemberStart }) {
  const id = useId();
  const [spelling, setSpelling] = useState<Spelling>('unit');
  return (
    <Box>
      <Tabs
        value={spelling}
        aria-label="How it is started"
        onChange={(_event, value) => {
          const chosen = spellings.find((each) => each === value);
          if (chosen !== undefined) setSpelling(chosen);
        }}
      >
        {spellings.map((each) => (
          <Tab key={each} value={each} label={titles[each]} id={`${id}-${each}`} aria-controls={`${id}-panel`} />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${spelling}`} sx={{ mt: 1, minHeight }}>
        {start.warnings.length === 0 ? null : (
          <Box sx={{ mb: 1 }}>
            <Notice tone="warn">{start.warnings.map((warning) => warningWords[warning]).join(' ')}</Notice>
          </Box>
        )}
        <CommandLine
          label={titles[spelling]}
          line={textOf(start, spelling)}
          copy={`Copy: ${titles[spelling]}`}
          isWhole
        />
      </Box>
      {start.files.length === 0 ? null : (
        <Box component="ul" aria-label="Files it needs" sx={{ m: 0, mt: 1, pl: '20px', overflowWrap: 'anywhere' }}>
          {rolesByPath(start.files).map(([path, roles]) => (
            <li key={path}>
              <Box component="span" sx={mono}>
                {path}
              </Box>{' '}
              <Box component="span" sx={{ color: color.muted }}>
                {roles}
              </Box>
            </li>
          ))}
        </Box>
      )}
    </Box>
  );
}
