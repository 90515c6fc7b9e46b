import Box from '@mui/material/Box';
import { failureOf } from '../../state/failure.ts';
import { LoadingBlock } from '../../ui/LoadingState.tsx';
import { FailureView } from '../failures/FailureView.tsx';
import { useEtcdLookup } from './etcd-lookup.ts';
import { GetEtcd } from './GetEtcd.tsx';

interface MissingEtcdProps {
  /** What needs it. */
  readonly title: string;
  /** What is to be done once it is there. */
  readonly then: string;
  /** Called when there may be an etcd now. */
  readonly onChanged?: () => void;
}

/** In place of what needs etcd's programs and found none that can do it. */
export function MissingEtcd({ title, then, onChanged }: MissingEtcdProps) {
  const lookup = useEtcdLookup();
  const failure = lookup.error === null ? null : failureOf(lookup.error);
  if (failure !== null) return <FailureView failure={failure} layout="inline" onRetry={() => void lookup.refetch()} />;
  if (lookup.data === undefined) return <LoadingBlock label="Looking for etcd" height={112} />;
  const { found } = lookup.data;
  // Where it was found before, its tools are what is missing.
  if (found?.place === 'own') {
    return (
      <Box role="status">
        There is etcd {found.version} with its tools now. {then}
      </Box>
    );
  }
  return <GetEtcd title={title} lookup={lookup.data} {...(onChanged === undefined ? {} : { onChanged })} />;
}
