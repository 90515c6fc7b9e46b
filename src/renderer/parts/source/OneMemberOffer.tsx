import Button from '@mui/material/Button';
import type { Failure } from '../../../contract/failure.ts';
import { mayLackQuorum } from './quorum-loss.ts';
import { useSource } from './source.tsx';
import { readFromOneMember } from './source-choice.ts';

/** Offers to read what one member has, where a read fails for want of quorum. */
export function OneMemberOffer({ failure }: { readonly failure: Failure }) {
  const { connection, origin, choice } = useSource();
  if (connection === null || !origin.canReadWithoutQuorum) return null;
  if (choice.isSerializable || !mayLackQuorum(failure)) return null;
  return <Button onClick={() => readFromOneMember(connection, true)}>Read what one member has (may be behind)</Button>;
}
