import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { readTransaction } from '../../../contract/transaction-text/read-transaction.ts';
import type { TextProblem } from '../../../contract/transaction-text/text-problem.ts';
import type { Transaction } from '../../../contract/transactions.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { color } from '../../ui/tokens.ts';

const placeholder = 'mod("/app/a") = "5"\n\nput "/app/a" "a value"\n\nget "/app/a"\n';

/** Reads the input of `etcdctl txn` into the builder, or names what in it is not understood. */
export function PasteDialog(props: {
  readonly onRead: (transaction: Transaction) => void;
  readonly onClose: () => void;
}) {
  const { onRead, onClose } = props;
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<readonly TextProblem[]>([]);
  const read = (): void => {
    const { transaction, problems: found } = readTransaction(text);
    if (transaction === null) setProblems(found);
    else onRead(transaction);
  };
  return (
    <DialogFrame
      isOpen
      title="Paste a transaction"
      width={680}
      onClose={onClose}
      onSubmit={read}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={text.trim() === ''}>
            Read it
          </Button>
        </>
      }
    >
      <TextArea
        label="Input of etcdctl txn"
        rows={12}
        hasFocus
        value={text}
        placeholder={placeholder}
        hint="Comparisons, what to do where all hold, what to do where not: an empty line ends each part. The command, or the prompts of --interactive, may stand with it."
        onChange={(typed) => {
          setText(typed);
          setProblems([]);
        }}
      />
      {problems.length === 0 ? null : (
        <Box role="alert" sx={{ color: color.bad }}>
          Nothing was read, because not all of it is understood:
          <Box component="ul" sx={{ m: 0, pl: '18px' }}>
            {problems.map(({ line, column, reason }) => (
              <li key={`${line}:${column} ${reason}`}>{`Line ${line}, column ${column}: ${reason}`}</li>
            ))}
          </Box>
        </Box>
      )}
    </DialogFrame>
  );
}
