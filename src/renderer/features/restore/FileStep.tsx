import Box from '@mui/material/Box';
import type { RestoreStart } from '../../../contract/restores.ts';
import { FactList } from '../../ui/FactList.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { Notice } from '../../ui/Notice.tsx';
import { StatusChip, type Tone } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { faultSentence } from './restore-draft.ts';
import { comesBack, integrityWords } from './restore-words.ts';

const severityTones = { critical: 'bad', warning: 'warn', info: 'info' } as const satisfies Record<string, Tone>;
const mostFindings = 10;

/** Says first whether the file can be restored, and what would come back with it. */
export function FileStep({ start }: { readonly start: RestoreStart }) {
  const { form, integrity, revision, behindLive, isK3s } = start;
  const { tone, chip, text } = integrityWords[integrity.verdict];
  const shown = integrity.findings.slice(0, mostFindings);
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1.5 }}>
        <StatusChip tone={tone}>{chip}</StatusChip>
        <Box sx={{ flex: 1 }}>{text}</Box>
      </Box>
      {shown.length === 0 ? null : (
        <Box
          component="ul"
          aria-label="What was found"
          sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: '4px' }}
        >
          {shown.map(({ severity, code, page, message }) => (
            <Box
              component="li"
              key={`${code} ${page ?? ''} ${message}`}
              sx={{ display: 'flex', gap: 1.5, overflowWrap: 'anywhere' }}
            >
              <Box sx={{ width: 64, flexShrink: 0 }}>
                <StatusChip tone={severityTones[severity]}>{severity}</StatusChip>
              </Box>
              <Box sx={{ minWidth: 0 }}>{faultSentence(message)}</Box>
            </Box>
          ))}
          {integrity.found > shown.length ? (
            <Box component="li" sx={{ color: color.muted }}>
              And {plural(integrity.found - shown.length, 'more finding')}.
            </Box>
          ) : null}
        </Box>
      )}
      {isK3s ? (
        <Notice tone="warn">
          This is the data of k3s, whose servers restore a snapshot with their own command and the server’s token: what
          is beneath /bootstrap/ is sealed by it. etcdeck does not ask for the token; the command is under “What to
          run”.
        </Notice>
      ) : null}
      <FactList
        facts={[
          { name: 'File', value: <Box sx={{ ...mono, overflowWrap: 'anywhere' }}>{form.file}</Box> },
          { name: 'Revision', value: formatCount(revision) },
          { name: 'Live cluster', value: behindWords(behindLive) },
          { name: 'Members in it', value: form.members.map(({ name }) => name).join(', ') || 'none' },
        ]}
      />
      <Box component="ul" aria-label="What comes back" sx={{ m: 0, pl: '20px', color: color.muted }}>
        {comesBack(start).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </Box>
    </>
  );
}

function behindWords(behind: number | null): string {
  if (behind === null) return 'not asked, or it does not answer';
  if (behind === 0) return 'at the same revision';
  return behind > 0
    ? `${plural(behind, 'revision')} beyond the file: those would be lost`
    : `${plural(-behind, 'revision')} behind the file`;
}
