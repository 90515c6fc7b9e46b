import Button from '@mui/material/Button';
import { useConnection } from '../../../state/connection.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { readFromOneMember, useKeySourceChoice } from './key-source-choice.ts';

/** Says above the keys that they may be old, while they are read without quorum. */
export function SourceBand() {
  const { id } = useConnection();
  const { isSerializable } = useKeySourceChoice(id);
  if (!isSerializable) return null;
  return (
    <Notice tone="warn" actions={<Button onClick={() => readFromOneMember(id, false)}>Read with quorum again</Button>}>
      You see what one member has. It may be behind the others, and nothing can be saved until there is quorum.
    </Notice>
  );
}
