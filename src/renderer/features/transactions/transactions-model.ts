import type { Api } from '../../../contract/api.ts';
import type { KeysReport } from '../../../contract/execution.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { Transaction } from '../../../contract/transactions.ts';
import { perId } from '../../state/per-id.ts';
import { createStore, type Store } from '../../state/store.ts';
import { emptyTransaction, type TransactionForm } from './transaction-form.ts';

/** A transaction that was sent, and what became of it. */
export interface SentTransaction {
  readonly transaction: Transaction;
  readonly report: KeysReport;
}

/** What the screen of a connection holds, as long as the window lives. */
export interface TransactionsModel {
  readonly form: Store<TransactionForm>;
  readonly sent: Store<SentTransaction | null>;
}

/** Returns what the screen of a connection holds. */
export const modelOf = perId<Api, ConnectionId, TransactionsModel>(() => ({
  form: createStore(emptyTransaction),
  sent: createStore<SentTransaction | null>(null),
}));
