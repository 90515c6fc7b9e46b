import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useId, useState } from 'react';
import type { CertificateChain, CertificateFinding } from '../../../contract/connections/certificates.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { ChevronDownIcon, ChevronRightIcon, InfoIcon, WarningIcon } from '../../ui/icons.tsx';
import { StatusChip, StatusDot } from '../../ui/StatusChip.tsx';
import { color, size } from '../../ui/tokens.ts';
import { CertificateView } from './CertificateView.tsx';
import { commonName, lifeOf, remedyOf, titleOf, toneOf } from './certificate-words.ts';

/** One chain: what is wrong with it first, then each certificate down to its root. */
export function ChainCard(props: { readonly chain: CertificateChain; readonly isOpenAtFirst: boolean }) {
  const { chain } = props;
  const [isOpen, setOpen] = useState(props.isOpenAtFirst);
  const id = useId();
  const [leaf] = chain.certificates;
  const life = leaf === undefined ? null : lifeOf(leaf, Date.now());
  const last = chain.certificates.at(-1);
  const missing = chain.findings.find(({ code }) => code === 'IssuerMissing' || code === 'IssuerKeyDiffers');
  return (
    <Box
      component="section"
      aria-label={titleOf(chain)}
      sx={{ border: `1px solid ${color.line}`, borderRadius: `${size.cardRadius}px`, bgcolor: color.surface }}
    >
      <ButtonBase
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        sx={{
          width: '100%',
          p: '10px 14px',
          gap: 1,
          borderRadius: `${size.cardRadius}px`,
          justifyContent: 'flex-start',
          textAlign: 'left',
          fontSize: '0.8125rem',
          lineHeight: '1.25rem',
          '&:focus-visible': { outlineOffset: -2 },
        }}
      >
        <StatusDot tone={toneOf(chain)} />
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{titleOf(chain)}</Box>
          {leaf === undefined ? null : (
            <Box sx={{ color: color.muted, overflowWrap: 'anywhere' }}>{commonName(leaf.subject)}</Box>
          )}
        </Box>
        {life === null ? null : <StatusChip tone={life.tone}>{life.text}</StatusChip>}
        {isOpen ? <ChevronDownIcon size={14} /> : <ChevronRightIcon size={14} />}
      </ButtonBase>
      <Box id={id} hidden={!isOpen}>
        {isOpen ? (
          <Box sx={{ p: '0 14px 14px', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
            {chain.failure === null ? null : <FailureView failure={chain.failure} layout="inline" isWhereShown />}
            {chain.findings.length === 0 ? null : <Findings findings={chain.findings} />}
            <Box component="ol" aria-label="Chain" sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {chain.certificates.map((certificate, at) => (
                <CertificateView
                  key={certificate.fingerprint}
                  certificate={certificate}
                  isLeaf={at === 0}
                  isLast={at === chain.certificates.length - 1 && missing === undefined}
                />
              ))}
              {missing === undefined || last === undefined ? null : <MissingIssuer name={commonName(last.issuer)} />}
            </Box>
          </Box>
        ) : null}
      </Box>
    </Box>
  );
}

const findingColors = { error: color.bad, warning: color.warn, info: color.muted } as const;

function Findings({ findings }: { readonly findings: readonly CertificateFinding[] }) {
  return (
    <Box
      component="ul"
      aria-label="Findings"
      sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', flexDirection: 'column', gap: 1 }}
    >
      {findings.map(({ severity, code, message, certificate }) => (
        <Box component="li" key={`${code} ${certificate}`} sx={{ display: 'flex', gap: 1 }}>
          <Box sx={{ color: findingColors[severity], pt: '2px' }}>
            {severity === 'info' ? <InfoIcon size={16} /> : <WarningIcon size={16} />}
          </Box>
          <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            <Box sx={{ fontWeight: severity === 'info' ? 400 : 600 }}>{message}</Box>
            {severity === 'info' || remedyOf[code] === null ? null : (
              <Box sx={{ color: color.muted }}>{remedyOf[code]}</Box>
            )}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

/** The open end of a chain: the issuer of the last certificate is not known here. */
function MissingIssuer({ name }: { readonly name: string }) {
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1.25 }}>
      <Box
        sx={{ width: 9, height: 9, mt: '6px', borderRadius: '50%', border: `1px dashed ${color.bad}`, flexShrink: 0 }}
      />
      <Box sx={{ color: color.bad, overflowWrap: 'anywhere' }}>
        {name} <Box component="span">is missing</Box>
      </Box>
    </Box>
  );
}
