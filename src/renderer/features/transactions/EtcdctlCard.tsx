import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { useMemo, useState } from 'react';
import { transactionSize } from '../../../contract/transaction-limits.ts';
import {
  etcdctlFault,
  transactionCommand,
  writeInteractive,
} from '../../../contract/transaction-text/write-transaction.ts';
import type { Transaction } from '../../../contract/transactions.ts';
import { useConnection } from '../../state/connection.tsx';
import { Card } from '../../ui/Card.tsx';
import { CommandLine } from '../../ui/CommandLine.tsx';
import { color } from '../../ui/tokens.ts';

/** The input of a larger transaction is not shown. */
const mostBytes = 64 * 1024;

const toggle = { px: '10px', py: '3px' } as const;

/** The same transaction for etcdctl: as a command with its input, or as what is typed with `--interactive`. */
export function EtcdctlCard(props: {
  readonly transaction: Transaction | null;
  /** What is said where there is no transaction yet. */
  readonly otherwise: string;
}) {
  const { transaction, otherwise } = props;
  const { profile } = useConnection();
  const [form, setForm] = useState<'command' | 'interactive'>('command');
  const isLong = transaction !== null && transactionSize(transaction).bytes > mostBytes;
  const text = useMemo(() => {
    if (transaction === null || isLong) return null;
    return form === 'command' ? transactionCommand(profile, transaction) : writeInteractive(transaction);
  }, [profile, transaction, form, isLong]);
  return (
    <Card
      title="With etcdctl"
      end={
        <ToggleButtonGroup
          size="small"
          exclusive
          aria-label="Form"
          value={form}
          onChange={(_, chosen: typeof form | null) => setForm((before) => chosen ?? before)}
        >
          <ToggleButton value="command" sx={toggle}>
            Command
          </ToggleButton>
          <ToggleButton value="interactive" sx={toggle}>
            Interactive
          </ToggleButton>
        </ToggleButtonGroup>
      }
    >
      {transaction === null || etcdctlFault(transaction) === null ? null : (
        <Box sx={{ color: color.warn, mb: 1 }}>{etcdctlFault(transaction)}</Box>
      )}
      {text === null ? (
        <Box sx={{ color: color.muted }}>{isLong ? 'Its input is too long to be shown.' : otherwise}</Box>
      ) : (
        <CommandLine
          label={form === 'command' ? 'etcdctl txn' : 'etcdctl txn --interactive'}
          isWhole
          copy="Copy as etcdctl"
          line={text}
        />
      )}
    </Card>
  );
}
