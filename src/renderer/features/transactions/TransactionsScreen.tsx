import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useMemo, useState } from 'react';
import { liveKeys } from '../../../contract/key-source.ts';
import { DEFAULT_TXN_OPS, transactionSize } from '../../../contract/transaction-limits.ts';
import type { Transaction } from '../../../contract/transactions.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import { useCommandSource } from '../../state/commands.ts';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import { showPlan } from '../../state/plans.ts';
import { useStore } from '../../state/store.ts';
import { showToast } from '../../state/toasts.ts';
import { useFocus } from '../../state/use-focus.ts';
import { escapeBytes, fromHex } from '../../ui/byte-text.ts';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { TransactionIcon } from '../../ui/icons.tsx';
import { PaneHeader } from '../../ui/PaneHeader.tsx';
import { color } from '../../ui/tokens.ts';
import { EtcdctlCard } from './EtcdctlCard.tsx';
import { PasteDialog } from './PasteDialog.tsx';
import { ResultCard } from './ResultCard.tsx';
import { TransactionBuilder } from './TransactionBuilder.tsx';
import { emptyTransaction, formOf, newComparison, newOperation, readForm } from './transaction-form.ts';
import { modelOf } from './transactions-model.ts';

/** A transaction: what is compared, what is done then, and what otherwise. */
export function TransactionsScreen() {
  const api = useApi();
  const { id, state } = useConnection();
  const model = useMemo(() => modelOf(api, id), [api, id]);
  const form = useStore(model.form);
  const sent = useStore(model.sent);
  const [isPasting, setPasting] = useState(false);
  const { transaction, faults } = useMemo(() => readForm(form), [form]);
  const hasOperations = form.success.length + form.failure.length > 0;

  // The key's bytes in hexadecimal: its modRevision is compared, and it is put.
  useFocus('transactions', (focus) => {
    const key = fromHex(focus);
    if (key === null || key.length === 0) return;
    const name = escapeBytes(key).text;
    const add = (modRevision: number): void =>
      model.form.update((before) => ({
        ...before,
        compare: [...before.compare, newComparison({ key: name, given: String(modRevision) })],
        success: [...before.success, newOperation({ key: name })],
      }));
    api.keys.get({ source: liveKeys(id), key, reveal: false }).then(
      ({ entry }) => add(entry?.modRevision ?? 0),
      // 0 would say that there is no such key.
      (error: unknown) => {
        const { title, action } = describeFailure(failureOf(error));
        showToast({ tone: 'bad', text: `${name} was not added to the transaction. ${title}`, detail: action });
      },
    );
  });
  const preview = (whole: Transaction): void =>
    showPlan({
      title: 'Run this transaction?',
      confirm: 'Run',
      doing: 'Running a transaction',
      transaction: whole,
      plan: (options) =>
        api.plans.planTransaction({ connection: id, transaction: whole, isGuarded: form.isGuarded }, options),
      onDidEnd: (report) => {
        if (report.kind === 'keys') model.sent.update(() => ({ transaction: whole, report }));
      },
    });
  const isEmpty = !hasOperations && form.compare.length === 0;
  const isReady = transaction !== null && hasOperations;
  useCommandSource(() => [
    {
      id: 'transactions.paste',
      title: 'Paste a transaction of etcdctl',
      group: 'Transactions',
      icon: <TransactionIcon />,
      run: () => setPasting(true),
    },
    ...(isReady
      ? [
          {
            id: 'transactions.preview',
            title: 'Preview the transaction',
            group: 'Transactions',
            run: () => preview(transaction),
          },
        ]
      : []),
  ]);

  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <PaneHeader title="Transaction">
        <Button onClick={() => model.form.update(() => emptyTransaction)} disabled={isEmpty}>
          Clear
        </Button>
        <Button onClick={() => setPasting(true)}>Paste…</Button>
        <Button variant="contained" disabled={!isReady} onClick={() => transaction !== null && preview(transaction)}>
          Preview…
        </Button>
      </PaneHeader>
      <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', p: 2 }}>
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            alignItems: 'start',
            gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
            '@media (max-width: 1100px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
          }}
        >
          <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
            <TransactionBuilder form={form} faults={faults} update={model.form.update} />
            <Box>
              <FormControlLabel
                control={
                  <Checkbox
                    checked={form.isGuarded}
                    onChange={(event) =>
                      model.form.update((before) => ({ ...before, isGuarded: event.target.checked }))
                    }
                  />
                }
                label="Do just what the preview shows, or nothing"
              />
              <Box sx={{ color: color.muted, pl: '28px' }}>
                {form.isGuarded
                  ? 'Only the branch of the preview is sent, and does nothing once any of its keys has changed.'
                  : 'The transaction is sent as it is written: the server decides which branch runs.'}
              </Box>
            </Box>
            {transaction === null || isEmpty ? null : (
              <SizeLine transaction={transaction} maxRequestBytes={state.maxRequestBytes} />
            )}
          </Box>
          <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
            {sent === null ? null : <ResultCard connection={id} sent={sent} />}
            <EtcdctlCard
              transaction={isEmpty ? null : transaction}
              otherwise={
                isEmpty
                  ? 'Build a transaction, or paste the input of etcdctl txn, and it stands here as the same text.'
                  : 'Something in the transaction is not right yet.'
              }
            />
          </Box>
        </Box>
      </Box>
      {isPasting ? (
        <PasteDialog
          onClose={() => setPasting(false)}
          onRead={(read) => {
            setPasting(false);
            model.form.update(({ isGuarded }) => formOf(read, isGuarded));
          }}
        />
      ) : null}
    </Box>
  );
}

/** How large a transaction is, beside what servers take. */
function SizeLine(props: { readonly transaction: Transaction; readonly maxRequestBytes: number }) {
  const { operations, bytes } = transactionSize(props.transaction);
  const isTooMuch = operations > DEFAULT_TXN_OPS || bytes > props.maxRequestBytes;
  const words = `${formatCount(operations)} of ${DEFAULT_TXN_OPS} rows in the longest part, about ${formatBytes(bytes)} of ${formatBytes(props.maxRequestBytes)}.`;
  return (
    <Box sx={{ color: isTooMuch ? color.warn : color.muted }}>
      {isTooMuch ? `${words} A server refuses it, unless it was started with higher limits.` : words}
    </Box>
  );
}
