import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { escapeBytes, unescapeBytes } from '../../ui/byte-text.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Field } from '../../ui/Field.tsx';
import { KubernetesIcon } from '../../ui/icons.tsx';

/** No objects where Kubernetes keeps them by custom: says where was looked, and takes another place. */
export function NoRegistry(props: {
  readonly typed: Uint8Array | null;
  /** They may be there: the user may not look. */
  readonly denied?: Failure;
  readonly onLookAt: (prefix: Uint8Array) => void;
}) {
  const [text, setText] = useState(props.typed === null ? '' : escapeBytes(props.typed).text);
  const prefix = unescapeBytes(text);
  const denied = props.denied === undefined ? null : describeFailure(props.denied);
  const places = ['/registry/', '/kubernetes.io/', '/openshift.io/'];
  if (props.typed !== null) places.push(escapeBytes(props.typed).text);
  const why =
    props.denied?.code === 'PermissionDenied' ? `It may not look beneath each of ${places.join(', ')}.` : denied?.title;
  return (
    <EmptyState
      icon={<KubernetesIcon size={28} />}
      title={denied === null ? 'No Kubernetes objects here' : 'Your user may not look for Kubernetes objects'}
    >
      {denied === null ? `Nothing begins with ${places.join(', ')}.` : `${why} ${denied.action}`} An API server that was
      started with its own --etcd-prefix keeps them elsewhere:
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (prefix !== null && prefix.length > 0) props.onLookAt(prefix);
        }}
        sx={{ display: 'flex', gap: 1, mt: 2, textAlign: 'start', alignItems: 'flex-start' }}
      >
        <Field
          label="Prefix"
          isLabelHidden
          isMono
          placeholder="/my-registry/"
          value={text}
          error={prefix === null ? 'Write a backslash as \\\\, and a byte as \\xNN.' : null}
          onChange={setText}
        />
        <Button
          type="submit"
          variant="contained"
          disabled={prefix === null || prefix.length === 0}
          sx={{ flexShrink: 0 }}
        >
          Look there
        </Button>
      </Box>
    </EmptyState>
  );
}
