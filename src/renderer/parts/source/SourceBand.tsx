import Button from '@mui/material/Button';
import { Notice } from '../../ui/Notice.tsx';
import { useSource } from './source.tsx';
import { readFromOneMember } from './source-choice.ts';

/** Says above a screen that what it shows may be old, while it is read without quorum. */
export function SourceBand() {
  const { connection, choice } = useSource();
  if (connection === null || !choice.isSerializable) return null;
  return (
    <Notice
      tone="warn"
      actions={<Button onClick={() => readFromOneMember(connection, false)}>Read with quorum again</Button>}
    >
      You see what one member has. It may be behind the others, and nothing can be saved until there is quorum.
    </Notice>
  );
}
