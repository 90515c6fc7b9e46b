import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useId, useState } from 'react';
import type { CertificateFacts } from '../../../contract/connections/certificates.ts';
import { FactList } from '../../ui/FactList.tsx';
import { formatMoment } from '../../ui/format.ts';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { commonName, lifeOf, purposeOf } from './certificate-words.ts';
import { LifeBar } from './LifeBar.tsx';

interface CertificateViewProps {
  readonly certificate: CertificateFacts;
  readonly isLeaf: boolean;
  /** Nothing is drawn beneath it. */
  readonly isLast: boolean;
}

/** One certificate of a chain, on the line that leads to its issuer. */
export function CertificateView({ certificate, isLeaf, isLast }: CertificateViewProps) {
  const [isOpen, setOpen] = useState(isLeaf);
  const id = useId();
  const name = commonName(certificate.subject);
  const life = lifeOf(certificate, Date.now());
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1.25 }}>
      <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'center', flexShrink: 0 }}>
        <Box
          sx={{
            width: 9,
            height: 9,
            mt: '6px',
            boxSizing: 'border-box',
            borderRadius: '50%',
            border: `2px solid ${color.accent}`,
            bgcolor: isLeaf ? color.accent : 'transparent',
          }}
        />
        {isLast ? null : <Box sx={{ flex: 1, width: '1px', mt: '4px', mb: '-2px', bgcolor: color.edge }} />}
      </Box>
      <Box sx={{ flex: 1, minWidth: 0, pb: isLast ? 0 : 1.5 }}>
        <ButtonBase
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
          sx={{
            width: '100%',
            gap: 1,
            justifyContent: 'flex-start',
            textAlign: 'left',
            fontSize: '0.8125rem',
            lineHeight: '1.25rem',
            borderRadius: '4px',
          }}
        >
          <Box sx={{ flex: 1, minWidth: 0, fontWeight: 600, overflowWrap: 'anywhere' }}>{name}</Box>
          <Box sx={{ color: color.muted }}>
            {certificate.isAuthority ? 'authority' : isLeaf ? '' : 'not an authority'}
          </Box>
          {isLeaf ? null : <StatusChip tone={life.tone}>{life.text}</StatusChip>}
        </ButtonBase>
        <Box id={id} hidden={!isOpen} sx={{ mt: 1 }}>
          {isOpen ? <Facts certificate={certificate} /> : null}
        </Box>
      </Box>
    </Box>
  );
}

function Facts({ certificate }: { readonly certificate: CertificateFacts }) {
  const { names, keyUsage, isAuthority } = certificate;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
      <LifeBar certificate={certificate} />
      <FactList
        facts={[
          ...(isAuthority && names.length === 0
            ? []
            : [{ name: 'For', value: names.length === 0 ? 'no name at all' : <Names names={names} /> }]),
          { name: 'May be used as', value: purposeOf(certificate) },
          { name: 'Valid', value: `${formatMoment(certificate.notBefore)} – ${formatMoment(certificate.notAfter)}` },
          { name: 'Key', value: certificate.key },
          ...(keyUsage.length === 0 ? [] : [{ name: 'Key usage', value: keyUsage.join(', ') }]),
          { name: 'Subject', value: certificate.subject || 'empty', isMono: true },
          { name: 'Issuer', value: certificate.issuer, isMono: true },
          { name: 'Serial number', value: certificate.serialNumber, isMono: true },
          { name: 'SHA-256', value: certificate.fingerprint, isMono: true },
        ]}
      />
    </Box>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  return (
    <Box component="span" sx={{ ...mono, lineHeight: '20px' }}>
      {names.join(', ')}
    </Box>
  );
}
