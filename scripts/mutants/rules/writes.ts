import { change, etcd, integration, type Mutant } from '../mutant.ts';

const inPlans = (file: string): string => `src/core/plans/${file}`;
const inWrites = (file: string): string => `src/core/writes/${file}`;

const shutGate = change('channel.ts', 'this.#admitWrite(method);', '');

/** Rules of guarded writes, plans and lost writes. */
export const writes: readonly Mutant[] = [
  {
    rule: 'no RPC that changes something passes a gate that is shut',
    changes: shutGate,
    tests: {
      project: 'integration',
      file: 'src/core/connections/held/lock/read-only.exploit.integration.test.ts',
      names: ['no write gets through by any RPC that is not known to change nothing'],
    },
  },
  {
    rule: 'no method passes a gate that is shut, which is asked before a key is read as well',
    changes: [
      ...shutGate,
      {
        file: inWrites('write-key.ts'),
        from: "const { client } = connection;\n  client.admitWrite('txn');",
        to: 'const { client } = connection;',
      },
      {
        file: inWrites('write-key.ts'),
        from: "client.admitWrite('txn');\n  if (startsWithAny",
        to: 'if (startsWithAny',
      },
    ],
    tests: {
      project: 'integration',
      file: 'src/core/connections/held/lock/read-only.exploit.integration.test.ts',
      names: ['a connection that is production takes no write, by whatever method'],
    },
  },
  {
    rule: 'a transaction compares every key that it writes',
    changes: change('txn.ts', 'compare: writes.map(', 'compare: writes.slice(1).map('),
    tests: integration(
      'txn',
      'a guarded transaction creates a key only where there is none',
      'a guarded transaction replaces the version it was made from, and no other; 0 says that the key is gone',
    ),
  },
  {
    rule: 'a transaction counts as a read only if it has nothing but ranges',
    changes: change('rpc-kinds.ts', "Object.keys(op).join() === 'request_range'", "'request_range' in op"),
    tests: {
      project: 'unit',
      file: etcd('rpc-kinds.test.ts'),
      names: ['takes for a write whatever is not known to be a read'],
    },
  },
  {
    rule: 'a plan is executed once',
    changes: [{ file: inPlans('plan-store.ts'), from: 'return this.#plans.delete(plan.token);', to: 'return true;' }],
    tests: {
      project: 'integration',
      file: inPlans('plans.exploit.integration.test.ts'),
      names: ['a token is good once'],
    },
  },
  {
    rule: 'a lost transaction whose keys are untouched may still happen',
    changes: [
      {
        file: inWrites('settle-lost.ts'),
        from: "if (moved === null) return await createdNow(client, lost, now, signal).catch(() => ({ kind: 'open' }));",
        to: "if (moved === null) return { kind: 'notDone' };",
      },
    ],
    tests: {
      project: 'integration',
      file: inWrites('lost-writes.exploit.integration.test.ts'),
      names: [
        'a transaction that is still on its way is never called not done, though its keys are untouched, and is found out when it lands',
      ],
    },
  },
  {
    rule: 'a lost transaction that a fence has ruled out is told from one that was done',
    changes: [
      {
        file: inWrites('lost-transaction.ts'),
        from: "if (!changes.every(isAsWritten)) return { kind: 'notDone' };",
        to: '',
      },
    ],
    tests: {
      project: 'integration',
      file: inWrites('lost-writes.exploit.integration.test.ts'),
      names: ['a transaction that is still on its way is ruled out by a fence, and lands without any effect'],
    },
  },
  {
    rule: 'a key that did not exist has never moved on for good',
    changes: [
      { file: inWrites('lost-transaction.ts'), from: 'comparedModRevision(change) !== 0 && found', to: 'found' },
    ],
    tests: {
      project: 'unit',
      file: inWrites('lost-transaction.test.ts'),
      names: ['knows that a key which was compared has moved on for good, and that one which did not exist never has'],
    },
  },
  {
    rule: 'a value counts as written by a transaction only at its one revision',
    changes: [{ file: inWrites('lost-transaction.ts'), from: 'entry.modRevision === revision && ', to: '' }],
    tests: {
      project: 'unit',
      file: inWrites('lost-transaction.test.ts'),
      names: ['takes the value, of another revision for what it says'],
    },
  },
  {
    rule: 'keys that are gone do not tell who deleted them',
    changes: [{ file: inWrites('lost-transaction.ts'), from: 'changes.some(leavesTrace)', to: 'changes.length > 0' }],
    tests: {
      project: 'unit',
      file: inWrites('lost-transaction.test.ts'),
      names: ['takes all gone, by whomever for what it says'],
    },
  },
  {
    rule: 'a key of a registry takes a plan',
    changes: [
      {
        file: inWrites('write-key.ts'),
        from: 'if (startsWithAny(key, connection.registries())) throw planRequired();',
        to: '',
      },
    ],
    tests: {
      project: 'integration',
      file: inPlans('registry-writes.exploit.integration.test.ts'),
      names: ['a known one', 'one whose objects only its keys tell of'].map(
        (which) => `a key of a registry is neither written nor deleted without a plan: ${which}`,
      ),
    },
  },
  {
    rule: 'what stands beneath a prefix is typed, unlocked or not',
    changes: [
      {
        file: inPlans('confirmation.ts'),
        from: '(isNameTyped && isOneKey)',
        to: 'isNameTyped',
      },
    ],
    tests: {
      project: 'integration',
      file: inPlans('registry-writes.exploit.integration.test.ts'),
      names: ['more than one key of a registry is typed for, unlocked or not'],
    },
  },
  {
    rule: 'a note whose outcome cannot be read stays in the undo',
    changes: [
      {
        file: 'src/core/journal/journal-reader.ts',
        from: 'for (const noted of pending.values()) yield { ...noted, revision: null, isOpen: mayHappen };',
        to: '',
      },
    ],
    tests: {
      project: 'unit',
      file: 'src/core/journal/lost-records.exploit.test.ts',
      names: ['a transaction whose confirmation is damaged stays in the undo, to be told by what its keys hold'],
    },
  },
];
