import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import { type KeySource, pastRevision } from '../../../../contract/key-source.ts';
import type { Registry } from '../../../../contract/kubernetes.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { useSource } from '../../../parts/source/source.tsx';
import { useApi } from '../../../state/api.tsx';
import { useStore } from '../../../state/store.ts';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { CommandLine } from '../../../ui/CommandLine.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import { color } from '../../../ui/tokens.ts';
import { RequestTable } from './RequestTable.tsx';
import { type Serving, serve, servings, stopServing } from './servings.ts';

/** Serves the registry at the moment that is shown to kubectl and its like, and shows what they ask. */
export function ServeDialog(props: { readonly registry: Registry; readonly onClose: () => void }) {
  const { registry, onClose } = props;
  const api = useApi();
  const { id, keys } = useSource();
  const [reveal, setReveal] = useState(false);
  const serving = useStore(servings).get(id);
  const isServed = serving !== undefined && serving.failure === null;
  const begin = (): void => serve(api, { source: keys, registry: registry.prefix, reveal });
  return (
    <DialogFrame
      isOpen
      title="Serve to kubectl"
      description="kubectl, k9s, helm and Headlamp read what etcd holds as from an API server, and write nothing."
      width={720}
      onClose={onClose}
      {...(isServed ? {} : { onSubmit: begin })}
      actions={
        isServed ? (
          <>
            <Button onClick={() => stopServing(id)}>Stop serving</Button>
            <Button variant="contained" onClick={onClose}>
              Close
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="contained">
              Serve
            </Button>
          </>
        )
      }
    >
      {isServed ? (
        <Served serving={serving} />
      ) : (
        <>
          <FactList facts={[...whatOf(registry.prefix, keys), { name: 'Reached from', value: reach }]} />
          <Box>
            <FormControlLabel
              control={<Checkbox checked={reveal} onChange={(event) => setReveal(event.target.checked)} />}
              label="Answer the data of Secrets as they are"
            />
            <Box sx={{ color: color.muted, pl: '28px' }}>
              Otherwise they are masked, and helm, which keeps its releases in Secrets, finds none.
            </Box>
          </Box>
          {serving?.failure ? <FailureView failure={serving.failure} layout="inline" /> : null}
        </>
      )}
    </DialogFrame>
  );
}

const reach = 'this machine alone, with the token in a kubeconfig made for it';

/** How it is reached, and what has been asked. */
function Served({ serving }: { readonly serving: Serving }) {
  const { access, source, registry, reveal, requests } = serving;
  const isFixed = source.kind !== 'live' || pastRevision(source) !== null;
  return (
    <>
      <Box role="status" sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <StatusChip tone={access === null ? 'neutral' : 'ok'}>{access === null ? 'Starting' : 'Served'}</StatusChip>
        {reveal ? <StatusChip tone="warn">Secrets in clear</StatusChip> : null}
        <Box sx={{ color: color.muted }}>
          {isFixed ? 'Watches stay open, and see no change.' : 'Watches see changes as they happen.'} It ends when you
          stop it, or leave what this window shows.
        </Box>
      </Box>
      {access === null ? null : (
        <>
          {access.lines.map((line, at) => (
            <CommandLine key={line} label={at === 0 ? 'the line for kubectl' : 'the line for k9s'} line={line} />
          ))}
          <FactList
            facts={[
              ...whatOf(registry, source),
              { name: 'Address', value: <Copied label="address" text={access.url} />, isMono: true },
              {
                name: 'Kubeconfig',
                value: <Copied label="path of the kubeconfig" text={access.kubeconfig} />,
                isMono: true,
              },
            ]}
          />
          <RequestTable requests={requests} />
        </>
      )}
    </>
  );
}

/** What is served: the registry, and which moment of it. */
function whatOf(registry: Uint8Array, source: KeySource) {
  const revision = pastRevision(source);
  const now = source.kind === 'live' ? 'as it is now, and goes on' : 'as the file has it';
  return [
    { name: 'Objects of', value: escapeBytes(registry).text, isMono: true },
    { name: 'Moment', value: revision === null ? now : `as it was at revision ${revision}` },
  ];
}

function Copied({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: '4px' }}>
      <span>{text}</span>
      <CopyButton label={`Copy the ${label}`} text={text} />
    </Box>
  );
}
