import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import type { ConnectionImport, ImportedFact } from '../../../contract/connections/hand-over.ts';
import type { ConnectionDraft } from '../../../contract/connections/profile.ts';
import { domainWords } from '../../parts/cluster/endpoint-words.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useSaveConnection } from '../../state/connections.ts';
import { leaveForForm } from '../../state/draft.ts';
import { failureOf } from '../../state/failure.ts';
import { goTo } from '../../state/route.ts';
import { useHost } from '../../state/settings.tsx';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { Field } from '../../ui/Field.tsx';
import { plural } from '../../ui/format.ts';
import { color, mono } from '../../ui/tokens.ts';

const formats = {
  variables: 'ETCDCTL_ variables',
  command: 'an etcdctl command line',
  manifest: 'a static-pod manifest',
  unit: 'a systemd unit',
  configuration: 'an etcd configuration file',
  flags: 'etcd’s flags',
  kubeadm: 'kubeadm’s folder',
} as const satisfies Record<ConnectionImport['format'], string>;

interface ImportedDialogProps {
  readonly imported: ConnectionImport;
  readonly back: ReactNode;
  readonly onClose: () => void;
}

/** What was made of each line, and what of none, before it is saved. */
export function ImportedDialog({ imported, back, onClose }: ImportedDialogProps) {
  const { draft, secrets, understood, ignored } = imported;
  const host = useHost();
  const save = useSaveConnection();
  const [name, setName] = useState(draft.name);
  const named = { ...draft, name: name.trim() };
  const saveThen = (opens: boolean): void => {
    if (named.name === '' || save.isPending) return;
    save.mutate(
      { draft: named, secrets },
      {
        onSuccess: ({ profile }) => {
          onClose();
          if (opens) goTo({ screen: 'workbench', connection: profile.id, place: 'cluster', focus: null });
        },
      },
    );
  };
  const edit = (): void => {
    leaveForForm({ draft: named, secrets });
    onClose();
    goTo({ screen: 'form', mode: 'new' });
  };
  return (
    <DialogFrame
      isOpen
      title="Save what was understood?"
      description={`Read as ${formats[imported.format]}. It opens read-only until you say that it may be written to.`}
      width={720}
      onClose={onClose}
      onSubmit={() => saveThen(true)}
      actions={
        <>
          {back}
          <Box sx={{ flex: 1 }} />
          <Button onClick={edit}>Test and edit</Button>
          <Button disabled={name.trim() === '' || save.isPending} onClick={() => saveThen(false)}>
            Save
          </Button>
          <Button type="submit" variant="contained" disabled={name.trim() === '' || save.isPending}>
            Save and connect
          </Button>
        </>
      }
    >
      <Field
        label="Name"
        value={name}
        hasFocus
        error={name.trim() === '' ? 'Give the connection a name.' : null}
        onChange={setName}
      />
      <Facts title="Endpoints" facts={endpointFacts(draft)} />
      <Facts title="Understood" facts={understood} />
      {ignored.length === 0 ? null : (
        <Facts title={`Left out: ${plural(ignored.length, 'line')}`} facts={ignored} isMuted />
      )}
      {secrets.password === undefined ? null : (
        <Box sx={{ color: color.muted }}>
          {host.secrets === 'keychain'
            ? 'The password goes to this machine’s keychain.'
            : 'The password is kept in memory until etcdeck ends.'}
        </Box>
      )}
      {save.error === null ? null : <FailureView failure={failureOf(save.error)} layout="inline" />}
    </DialogFrame>
  );
}

/** What a domain names is not known before it is asked. */
const endpointFacts = ({ endpoints, discovery }: ConnectionDraft): readonly ImportedFact[] =>
  discovery
    ? [{ text: domainWords(discovery), meaning: 'looked up whenever it is opened' }]
    : endpoints.map((text) => ({ text, meaning: '' }));

interface FactsProps {
  readonly title: string;
  readonly facts: readonly ImportedFact[];
  readonly isMuted?: boolean;
}

function Facts({ title, facts, isMuted = false }: FactsProps) {
  return (
    <Box component="section" aria-label={title}>
      <Typography variant="h3" sx={{ mb: 0.5 }}>
        {title}
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, borderTop: `1px solid ${color.line}` }}>
        {facts.map(({ text, meaning }, at) => (
          <Box
            component="li"
            // biome-ignore lint/suspicious/noArrayIndexKey: the same line may stand there twice, and none ever moves.
            key={at}
            sx={{
              display: 'grid',
              gridTemplateColumns: meaning === '' ? '1fr' : 'minmax(0, 3fr) minmax(0, 2fr)',
              columnGap: 2,
              py: '3px',
              borderBottom: `1px solid ${color.line}`,
              color: isMuted ? color.muted : color.text,
              overflowWrap: 'anywhere',
            }}
          >
            <Box component="span" sx={{ ...mono, lineHeight: '20px' }}>
              {text}
            </Box>
            {meaning === '' ? null : <span>{meaning}</span>}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
