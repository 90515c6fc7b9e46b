import Button from '@mui/material/Button';
import type { Failure } from '../../../../contract/failure.ts';
import { useConnection } from '../../../state/connection.tsx';
import { readFromOneMember, useKeySourceChoice } from './key-source-choice.ts';
import { mayLackQuorum } from './quorum-loss.ts';

/** Where a read fails for want of quorum: what one member has can still be seen. */
export function OneMemberOffer({ failure }: { readonly failure: Failure }) {
  const { id } = useConnection();
  const { isSerializable } = useKeySourceChoice(id);
  if (isSerializable || !mayLackQuorum(failure)) return null;
  return <Button onClick={() => readFromOneMember(id, true)}>Read what one member has (may be behind)</Button>;
}
