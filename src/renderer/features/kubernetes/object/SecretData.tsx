import Box from '@mui/material/Box';
import type { ObjectView } from '../../../../contract/kubernetes.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { color, mono } from '../../../ui/tokens.ts';

/** The data of a revealed Secret, decoded from base64. */
export function SecretData({ object }: { readonly object: ObjectView }) {
  return (
    <Box
      component="ul"
      aria-label="Secret data"
      tabIndex={0}
      sx={{ m: 0, p: 0, listStyle: 'none', overflow: 'auto', height: '100%' }}
    >
      {object.secretData.map(({ name, text, bytes }) => (
        <Box component="li" key={name} sx={{ p: '10px 14px', borderBottom: `1px solid ${color.line}` }}>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
            <Box sx={{ fontWeight: 550 }}>{name}</Box>
            <Box sx={{ flex: 1, color: color.muted }}>{formatBytes(bytes)}</Box>
            {text === null ? null : <CopyButton label={`Copy ${name}`} text={text} />}
          </Box>
          <Box sx={{ ...mono, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {text ?? 'These bytes are no text. The YAML has them as base64.'}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
