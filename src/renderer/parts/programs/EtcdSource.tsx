import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import type { EtcdRelease } from '../../../contract/programs.ts';
import { failureOf } from '../../state/failure.ts';
import { useSettings } from '../../state/settings.tsx';
import { Field } from '../../ui/Field.tsx';
import { FailureView } from '../failures/FailureView.tsx';
import { Choice } from '../forms/Choice.tsx';

type Kind = 'official' | 'mirror' | 'archive';

const kinds: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'official', label: 'etcd’s own releases' },
  { value: 'mirror', label: 'A mirror of them' },
  { value: 'archive', label: 'An archive of my own' },
];

const kindOf = (release: EtcdRelease | null): Kind =>
  release === null ? 'official' : 'mirror' in release ? 'mirror' : 'archive';

/** Where downloads come from, for machines that do not reach etcd's own releases. It is kept in the settings. */
export function EtcdSource({ onDone }: { readonly onDone: () => void }) {
  const { settings, save } = useSettings();
  const before = settings.etcdRelease;
  const [kind, setKind] = useState(kindOf(before));
  const [mirror, setMirror] = useState(before !== null && 'mirror' in before ? before.mirror : '');
  const [archive, setArchive] = useState(before !== null && 'archive' in before ? before.archive : '');
  const [sha256, setSha256] = useState(before !== null && 'archive' in before ? before.sha256 : '');
  const [failure, setFailure] = useState<Failure | null>(null);
  const sum = sha256.trim().toLowerCase();
  const release: EtcdRelease | null =
    kind === 'official'
      ? null
      : kind === 'mirror'
        ? { mirror: mirror.trim() }
        : { archive: archive.trim(), sha256: sum };
  const isSum = /^[0-9a-f]{64}$/.test(sum);
  const isWhole = kind === 'official' || (kind === 'mirror' ? mirror.trim() !== '' : archive.trim() !== '' && isSum);
  const keep = (): void => {
    save({ etcdRelease: release }).then(onDone, (error: unknown) => setFailure(failureOf(error)));
  };
  return (
    <Box component="section" aria-label="Where it comes from" sx={{ display: 'grid', gap: 1.5 }}>
      <Choice
        label="From"
        value={kind}
        choices={kinds}
        onChange={(value) => setKind(kinds.find((one) => one.value === value)?.value ?? 'official')}
      />
      {kind === 'mirror' ? (
        <Field
          label="Address of the mirror"
          value={mirror}
          onChange={setMirror}
          isMono
          placeholder="https://mirror.example/etcd"
          hint="Laid out as etcd’s releases are: v3.6.14/etcd-v3.6.14-linux-amd64.tar.gz. The same checksum is expected."
        />
      ) : null}
      {kind === 'archive' ? (
        <>
          <Field
            label="Address of the archive"
            value={archive}
            onChange={setArchive}
            isMono
            placeholder="https://files.example/etcd-v3.5.33-linux-amd64.tar.gz"
            hint="A .tar.gz or .zip with etcd, etcdctl and etcdutl, as a release has them."
          />
          <Field
            label="Its SHA-256"
            value={sha256}
            onChange={setSha256}
            isMono
            error={sha256 === '' || isSum ? null : '64 hexadecimal digits'}
            hint="From a place that you trust, as the release’s SHA256SUMS."
          />
        </>
      ) : null}
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button disabled={!isWhole} onClick={keep}>
          Take it from there
        </Button>
        <Button onClick={onDone}>Back</Button>
      </Box>
    </Box>
  );
}
