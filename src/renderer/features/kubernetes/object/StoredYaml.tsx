import Box from '@mui/material/Box';
import type { ObjectView } from '../../../../contract/kubernetes.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { escapeBytes, toHex } from '../../../ui/byte-text.ts';
import { CodeEditor } from '../../../ui/CodeEditor.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { color } from '../../../ui/tokens.ts';

/** The object of a file as YAML, to read. */
export function StoredYaml({ object }: { readonly object: ObjectView }) {
  const { id } = useSource();
  const { entry, decoded } = object;
  return (
    <>
      <Box
        sx={{ display: 'flex', alignItems: 'center', gap: 1, p: '6px 14px', borderBottom: `1px solid ${color.line}` }}
      >
        <Box sx={{ flex: 1, color: color.muted }}>As it is stored in the file, which is only read</Box>
        <CopyButton label="Copy YAML" text={decoded.text} />
      </Box>
      <Box sx={{ flex: 1, minHeight: 120 }}>
        <CodeEditor
          documentId={`object/${id}/${toHex(entry.key)}`}
          text={decoded.text}
          language={decoded.language}
          label={`YAML of ${object.name?.name ?? escapeBytes(entry.key).text}`}
          isReadOnly
        />
      </Box>
    </>
  );
}
