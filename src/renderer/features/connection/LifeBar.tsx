import Box from '@mui/material/Box';
import type { CertificateFacts } from '../../../contract/connections/certificates.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color } from '../../ui/tokens.ts';
import { lifeOf } from './certificate-words.ts';

const barColors = { ok: color.ok, warn: color.warn, bad: color.bad } as const;

/** How much of a certificate's life is over, and how long it has still. */
export function LifeBar({ certificate }: { readonly certificate: CertificateFacts }) {
  const { notBefore, notAfter } = certificate;
  const now = Date.now();
  const life = lifeOf(certificate, now);
  const share = notAfter <= notBefore ? 1 : Math.max(0, Math.min(1, (now - notBefore) / (notAfter - notBefore)));
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
      <Box aria-hidden="true" sx={{ flex: 1, height: 4, borderRadius: 2, bgcolor: color.line, overflow: 'hidden' }}>
        <Box sx={{ width: `${share * 100}%`, height: '100%', bgcolor: barColors[life.tone] }} />
      </Box>
      <StatusChip tone={life.tone}>{life.text}</StatusChip>
    </Box>
  );
}
