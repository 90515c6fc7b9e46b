import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../../contract/failure.ts';
import type { ObjectStore, ObjectStoreDraft, ObjectStoreSecrets } from '../../../../contract/object-stores.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { faultAt, fieldFault } from '../../../parts/forms/field-fault.ts';
import { PathField } from '../../../parts/forms/PathField.tsx';
import { useApi } from '../../../state/api.tsx';
import { failureOf } from '../../../state/failure.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { Field } from '../../../ui/Field.tsx';
import { color } from '../../../ui/tokens.ts';
import { useRefreshStores } from '../use-stores.ts';
import { AccessKeyFields } from './AccessKeyFields.tsx';

const empty: ObjectStoreDraft = {
  id: null,
  name: '',
  endpoint: '',
  region: 'us-east-1',
  bucket: '',
  prefix: '',
  isPathStyle: false,
  caFile: null,
  credentials: 'keychain',
};
const noSecrets: ObjectStoreSecrets = { accessKeyId: '', secretAccessKey: '' };
const pair = {
  display: 'grid',
  gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
  gap: 2,
  alignItems: 'start',
} as const;

/** Asks for an object store and its access key; tests and saves it. `null`: a new one. */
export function StoreDialog({ store, onClose }: { readonly store: ObjectStore | null; readonly onClose: () => void }) {
  const api = useApi();
  const refresh = useRefreshStores();
  const [draft, setDraft] = useState<ObjectStoreDraft>(store ?? empty);
  const [typed, setTyped] = useState(noSecrets);
  const [busy, setBusy] = useState<'testing' | 'saving' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [works, setWorks] = useState(false);
  const fault = fieldFault(failure);
  const change = (changed: Partial<ObjectStoreDraft>): void => {
    setDraft((before) => ({ ...before, ...changed }));
    setFailure(null);
    setWorks(false);
  };
  const isKeyTyped = typed.accessKeyId !== '' || typed.secretAccessKey !== '';
  const request = { draft, secrets: draft.credentials === 'keychain' && isKeyTyped ? typed : null };
  const run = async (what: 'testing' | 'saving', act: () => Promise<void>): Promise<void> => {
    setBusy(what);
    setFailure(null);
    setWorks(false);
    try {
      await act();
    } catch (error) {
      setFailure(failureOf(error));
    }
    setBusy(null);
  };
  const test = (): Promise<void> =>
    run('testing', async () => {
      await api.objectStores.test(request);
      setWorks(true);
    });
  const save = (): Promise<void> =>
    run('saving', async () => {
      await api.objectStores.save(request);
      await refresh();
      onClose();
    });
  const isWhole = draft.name.trim() !== '' && draft.bucket.trim() !== '';
  return (
    <DialogFrame
      isOpen
      title={store === null ? 'Add an object store' : `Edit ${store.name}`}
      description="Any store that speaks S3: Amazon’s, MinIO, Ceph and others."
      width={640}
      onClose={onClose}
      onSubmit={() => {
        if (isWhole && busy === null) void save();
      }}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button disabled={!isWhole || busy !== null} onClick={() => void test()}>
            {busy === 'testing' ? 'Testing…' : 'Test'}
          </Button>
          <Button type="submit" variant="contained" disabled={!isWhole || busy !== null}>
            {busy === 'saving' ? 'Saving…' : 'Save'}
          </Button>
        </>
      }
    >
      <Field
        label="Name"
        value={draft.name}
        onChange={(name) => change({ name })}
        hasFocus
        error={faultAt(fault, 'name')}
      />
      <Box sx={pair}>
        <Field
          label="Endpoint"
          value={draft.endpoint}
          onChange={(endpoint) => change({ endpoint })}
          isMono
          placeholder="https://minio.example.com:9000"
          hint="Empty: Amazon’s own for the region."
          error={faultAt(fault, 'endpoint')}
        />
        <Field
          label="Region"
          value={draft.region}
          onChange={(region) => change({ region })}
          isMono
          error={faultAt(fault, 'region')}
        />
        <Field
          label="Bucket"
          value={draft.bucket}
          onChange={(bucket) => change({ bucket })}
          isMono
          error={faultAt(fault, 'bucket')}
        />
        <Field
          label="Prefix"
          value={draft.prefix}
          onChange={(prefix) => change({ prefix })}
          isMono
          placeholder="none"
          hint="What the objects’ names begin with."
          error={faultAt(fault, 'prefix')}
        />
      </Box>
      <FormControlLabel
        control={
          <Checkbox
            size="small"
            checked={draft.isPathStyle}
            onChange={(_event, isPathStyle) => change({ isPathStyle })}
          />
        }
        label="The bucket is a part of the path, as most stores beside Amazon’s want it"
      />
      <PathField
        label="CA file"
        value={draft.caFile ?? ''}
        onChange={(caFile) => change({ caFile: caFile === '' ? null : caFile })}
        hint="For an endpoint whose certificate the operating system does not know."
        error={faultAt(fault, 'caFile')}
      />
      <AccessKeyFields
        credentials={draft.credentials}
        onCredentials={(credentials) => change({ credentials })}
        secrets={typed}
        onSecrets={(secrets) => {
          setTyped(secrets);
          setFailure(null);
          setWorks(false);
        }}
        isKept={store?.credentials === 'keychain'}
        fault={fault}
      />
      {works ? (
        <InSight>
          <Box role="status" sx={{ color: color.ok }}>
            It works: an object was written, read and deleted.
          </Box>
        </InSight>
      ) : null}
      {failure === null || fault !== null ? null : (
        <InSight key={failure.message}>
          <FailureView failure={failure} layout="inline" />
        </InSight>
      )}
    </DialogFrame>
  );
}

/** Scrolls to what is said at the end of a form that is longer than its window. */
function InSight({ children }: { readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), []);
  return <div ref={box}>{children}</div>;
}
