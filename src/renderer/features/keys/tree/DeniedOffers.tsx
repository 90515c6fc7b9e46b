import Button from '@mui/material/Button';
import type { Failure } from '../../../../contract/failure.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { goTo } from '../../../state/route.ts';

/** The ways out where the user may not read what is asked for: what it may read, or another user. */
export function DeniedOffers(props: {
  readonly failure: Failure;
  readonly prefix: Uint8Array;
  readonly onJump: (prefix: Uint8Array) => void;
}) {
  const { failure, prefix, onJump } = props;
  const { connection } = useSource();
  if (connection !== null && failure.code === 'CertificateUserUnknown') {
    return <Button onClick={() => goTo({ screen: 'form', mode: 'edit', connection })}>Edit connection</Button>;
  }
  if (failure.code !== 'PermissionDenied' || prefix.length === 0) return null;
  return <Button onClick={() => onJump(new Uint8Array())}>Show what you may read</Button>;
}
