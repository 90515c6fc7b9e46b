/** One exact change of a file. */
export interface Change {
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

/** A rule of the wire, a way to break it, and the tests that must notice. */
export interface Mutant {
  readonly rule: string;
  readonly changes: readonly Change[];
  readonly tests: TestChoice;
  /** How long one test may take before it counts as failed; 20,000. A broken rule often shows as a wait without end. */
  readonly patienceMs?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface TestChoice {
  readonly project: 'unit' | 'integration' | 'soak';
  readonly file: string;
  /** Full names, suites first. */
  readonly names: readonly string[];
}

const etcd = (file: string): string => `src/core/etcd/${file}`;
const plans = (file: string): string => `src/core/plans/${file}`;
const writes = (file: string): string => `src/core/writes/${file}`;
const change = (file: string, from: string, to: string): readonly Change[] => [{ file: etcd(file), from, to }];
const integration = (file: string, ...names: readonly string[]): TestChoice => ({
  project: 'integration',
  file: etcd(`${file}.integration.test.ts`),
  names,
});
const counted = (what: string): string => `of two members, each counting the calls it gets, ${what}`;
const sentOnce = (how: string): string => counted(`a write ${how} is sent once, and its outcome is unknown`);
const expired = ['simple', 'JWT'].map(
  (kind) => `a ${kind} token that has expired is renewed for calls, new watches, snapshots and watches that resume`,
);
const restarted = 'a token that has expired while its member was down is renewed';
const history = (bytes: number): string => `history of 5,000 revisions comes whole, cut after every ${bytes} bytes`;
// A cut before the first batch of a thousand revisions is whole, and one behind it.
const cutAtFirst = [5_000, 150_000].map(history);
const cutLater = [400_000, 800_000].map(history);
const live = 'live changes of 3,000 revisions come once each, through an outage and more cuts';

const moveOn = 'throw new EndpointFailure(failure, !wasSent(error) || (!isWrite && mayAskNext(error)));';

export const mutants: readonly Mutant[] = [
  {
    rule: 'a write that a member was too unavailable to answer goes nowhere else',
    changes: change('channel.ts', moveOn, 'throw new EndpointFailure(failure, !wasSent(error) || mayAskNext(error));'),
    tests: integration(
      'client',
      sentOnce('answered "unavailable" by the transport'),
      sentOnce('answered "unavailable" by etcd'),
      'a write whose connection breaks behind it has an unknown outcome, and goes nowhere else',
    ),
  },
  {
    rule: 'a write whose answer is lost is not sent again',
    changes: change(
      'channel.ts',
      `throw new EndpointFailure(sentElsewhere(failure), false);
      // The member refused`,
      `throw new EndpointFailure(sentElsewhere(failure), false);
      const again = { deadline: Date.now() + 500, signal: undefined };
      if (failure.code === 'OutcomeUnknown') return await this.#send(service, method, request, token, again, checked);
      // The member refused`,
    ),
    tests: integration(
      'client',
      sentOnce('answered "unavailable" by the transport'),
      sentOnce('answered "unknown"'),
      sentOnce('answered "aborted"'),
      sentOnce('not answered in time'),
      sentOnce('whose connection breaks before the answer'),
    ),
  },
  {
    rule: 'a write without an answer has an unknown outcome',
    changes: change(
      'failures.ts',
      "if (facts.isWrite && wasSent(error) && !isRefusal(status, details)) return named('OutcomeUnknown', words);",
      '',
    ),
    tests: integration(
      'client',
      sentOnce('not answered in time'),
      sentOnce('whose connection breaks before the answer'),
      'a write to a frozen member has an unknown outcome, and happens at most once',
    ),
  },
  {
    rule: "a write that etcd's own time ended has an unknown outcome",
    changes: change(
      'failures.ts',
      "named(facts.isWrite && undecided.has(etcd) ? 'OutcomeUnknown' : etcd, words)",
      'named(etcd, words)',
    ),
    tests: integration('client', sentOnce('answered "unavailable" by etcd')),
  },
  {
    rule: 'whatever changes something is a write',
    changes: change('rpc-kinds.ts', "KV: ['range'],", "KV: ['range', 'txn', 'deleteRange'],"),
    tests: integration('client', sentOnce('answered "unavailable" by the transport'), sentOnce('not answered in time')),
  },
  {
    rule: 'a read moves on from a member that is unavailable',
    changes: change('channel.ts', moveOn, 'throw new EndpointFailure(failure, !wasSent(error));'),
    tests: integration(
      'client',
      'a read moves on from a connection that is cut',
      counted('a read answered "unavailable" is asked of the other, once'),
    ),
  },
  {
    rule: "a member's refusal is the answer",
    changes: change('channel.ts', moveOn, 'throw new EndpointFailure(failure, true);'),
    tests: integration('client', "a read does not move on from a member's refusal"),
  },
  {
    rule: 'an endpoint that swallows packets costs a part of the time',
    changes: change(
      'client.ts',
      'startedAt + (isLast ? callTimeoutMs : connectTimeoutMs)',
      'startedAt + callTimeoutMs',
    ),
    tests: integration('client', 'a read moves on from a machine that swallows packets, in a part of its time'),
  },
  {
    rule: 'every call has a deadline',
    changes: change('channel.ts', 'checked === null ? { deadline } : { deadline, ', 'checked === null ? {} : { '),
    tests: integration('client', 'a read is given up at its deadline, and the next one asks elsewhere'),
  },
  {
    rule: 'whoever asks next does not wait for the same frozen member',
    changes: change(
      'client.ts',
      'if (options.endpoint === undefined && mayBeStuck(error.failure)) this.#preferAfter(endpoint);',
      '',
    ),
    tests: integration('client', 'a read is given up at its deadline, and the next one asks elsewhere'),
  },
  {
    rule: 'a call to one endpoint goes to no other',
    changes: change(
      'client.ts',
      'options.endpoint === undefined ? this.#inOrder() : [options.endpoint]',
      'this.#inOrder()',
    ),
    tests: integration('client', 'a call to one endpoint goes to no other'),
  },
  {
    rule: 'no proxy of the environment is used',
    changes: change('dial.ts', "'grpc.enable_http_proxy': 0", "'grpc.enable_http_proxy': 1"),
    tests: integration('client', 'a call is not sent through a proxy of the environment'),
  },
  {
    rule: 'an answer may be larger than gRPC takes by default',
    changes: change('dial.ts', "'grpc.max_receive_message_length': mostAnswerBytes,", ''),
    tests: integration('kv', 'a range takes answers far larger than gRPC does by default'),
  },
  {
    rule: 'an expired token is renewed',
    changes: change('failures.ts', "error.code === 'InvalidAuthToken' || ", ''),
    tests: integration('auth', ...expired, restarted),
  },
  {
    rule: 'a call is made again with the new token',
    changes: change(
      'channel.ts',
      '|| token === null || !isStaleToken(failure)) {',
      '|| token === null || failure !== null) {',
    ),
    tests: integration('auth', ...expired, restarted),
  },
  {
    rule: 'a stream is opened again with the new token',
    changes: change('open-stream.ts', 'if (!mayBeToken || !(await stream.renewToken(bounds.deadline))) ', ''),
    tests: integration('auth', ...expired),
  },
  {
    rule: 'a token older than the users and roles is renewed',
    changes: change('failures.ts', "error.code === 'AuthOldRevision' || ", ''),
    tests: integration('auth', 'a token older than the last change of users and roles is renewed'),
  },
  {
    rule: 'a stream carries the token',
    changes: change(
      'channel.ts',
      'const headers = toMetadata(token, metadata);',
      'const headers = toMetadata(null, metadata);',
    ),
    tests: integration('auth', 'does everything over mutual TLS as a user', ...expired),
  },
  {
    rule: 'a frozen member is noticed by the pings',
    changes: change('dial.ts', "'grpc.keepalive_time_ms': keepAliveMs,", ''),
    tests: integration('watch', 'of three members moves to another when its own freezes, and when its own dies'),
    patienceMs: 40_000,
  },
  {
    rule: 'a member without a leader ends the watches it has',
    changes: change('watch.ts', "{ hasleader: 'true' }", '{}'),
    tests: integration('watch', 'of a member without a leader reconnects rather than fall silent'),
  },
  {
    rule: 'the member list is answered without a quorum',
    changes: change('cluster.ts', 'linearizable: false', 'linearizable: true'),
    tests: integration('maintenance', 'without a quorum what needs none still answers'),
  },
  {
    rule: 'a serializable range is answered without a quorum',
    changes: change('kv.ts', 'serializable: request.serializable ?? false,', 'serializable: false,'),
    tests: integration('maintenance', 'without a quorum what needs none still answers'),
  },
  {
    rule: 'a watch resumes behind its last event, not behind the header that came with it',
    changes: change(
      'watch.ts',
      'position.next = toNumber(last.kv.mod_revision) + 1;',
      'position.next = toNumber(response.header.revision) + 1;',
    ),
    tests: integration('watch', ...cutLater, live),
    patienceMs: 10_000,
  },
  {
    rule: 'a watch resumes behind its last event, not at it',
    changes: change(
      'watch.ts',
      'position.next = toNumber(last.kv.mod_revision) + 1;',
      'position.next = toNumber(last.kv.mod_revision);',
    ),
    tests: integration('watch', ...cutLater),
    patienceMs: 10_000,
  },
  {
    rule: 'a resumed watch does not begin at what is now',
    changes: change('watch.ts', 'position.next ??= ', 'position.next = '),
    tests: integration('watch', ...cutAtFirst, live),
    patienceMs: 10_000,
  },
  {
    rule: 'random cuts show a watch that resumes behind the header',
    changes: change(
      'watch.ts',
      'position.next = toNumber(last.kv.mod_revision) + 1;',
      'position.next = toNumber(response.header.revision) + 1;',
    ),
    tests: {
      project: 'soak',
      file: etcd('watch.soak.test.ts'),
      names: ['over 100 seeded runs of random cuts a watch loses nothing and repeats nothing'],
    },
    patienceMs: 120_000,
  },
  {
    rule: 'a large answer comes in fragments',
    changes: change('watch.ts', 'fragment: true,', 'fragment: false,'),
    tests: integration('watch', 'takes answers beyond 4 MB in fragments, and keeps those that came before a cut'),
  },
  {
    rule: 'a revision is given whole or not at all',
    changes: change('watch-events.ts', 'if (!isFragment) return', 'if (isFragment !== null) return'),
    tests: integration('watch', 'live changes of many keys in one revision are never split by a cut'),
  },
  {
    rule: 'a compaction is told with its revision',
    changes: change(
      'watch.ts',
      "if (response.compact_revision !== '0') {",
      "if (response.compact_revision === 'never') {",
    ),
    tests: integration(
      'watch',
      'a compaction while away ends the watch, and says up to where',
      'a compaction before the start revision does too',
    ),
  },
  {
    rule: 'a quiet watch learns how far it is',
    changes: change('watch.ts', 'progress_notify: true,', 'progress_notify: false,'),
    tests: integration('watch', 'a compaction costs a quiet watch nothing, where the member told that it was level'),
  },
  {
    rule: 'a refused watch fails',
    changes: change(
      'watch.ts',
      'if (!response.canceled) return null;',
      'if (!response.canceled || response.created) return null;',
    ),
    tests: integration('watch', 'that is refused fails, and the others live on'),
  },
  {
    rule: 'a stream is read no faster than it is consumed',
    changes: change(
      'channel.ts',
      'for await (const message of stream) {',
      'const all: object[] = await stream.toArray();\n      for (const message of all) {',
    ),
    tests: integration('maintenance', 'a snapshot comes no faster than it is taken'),
  },
  {
    rule: 'a stream that is left or stopped ends at the member',
    changes: [
      ...change('channel.ts', 'leaves the call running.\n      stream.cancel();', 'leaves the call running.'),
      ...change('channel.ts', "bounds.signal?.addEventListener('abort', stop, { once: true });", ''),
    ],
    tests: integration(
      'maintenance',
      'a snapshot that is cut fails, and one that is left ends at the member',
      'a snapshot stops when its caller says so',
    ),
  },
  {
    rule: 'a failure names the endpoint',
    changes: change(
      'failures.ts',
      'retry: passing.has(code), ...(endpoint === undefined ? {} : { endpoint })',
      'retry: passing.has(code)',
    ),
    tests: integration('auth', 'refusals are named: password, user, permission'),
  },
  {
    rule: "a failure has etcd's own name",
    changes: change('failures.ts', 'if (etcd !== null) return', 'if (etcd === undefined) return'),
    tests: integration('kv', 'is told by name what the server refuses'),
  },
  {
    rule: 'an unreached endpoint says why',
    changes: change('failures.ts', "return connecting ?? 'Unavailable';", "return 'Unavailable';"),
    tests: integration(
      'client',
      'a read says why, when no endpoint answers',
      'a write that never left is a plain failure',
    ),
  },
  {
    rule: 'closing ends the calls and streams',
    changes: change('channel.ts', 'for (const call of this.#calls) call.cancel();', ''),
    tests: integration('watch', 'a watch ends when its caller stops it, its consumer leaves, or the client is closed'),
    // They end by themselves a while later.
    patienceMs: 5_000,
  },
  {
    rule: 'closing ends the connections',
    changes: change('channel.ts', 'this.#client.close();', ''),
    tests: integration('client', 'a call fails once the client is closed, and the connection is gone'),
  },
  {
    rule: 'a server is who its certificate says',
    changes: change('tls.ts', 'rejectUnauthorized: !this.#skipVerify,', 'rejectUnauthorized: false,'),
    tests: integration(
      'tls',
      'the server is not trusted by another CA, or by none',
      'the server is not trusted by another name',
    ),
  },
  {
    rule: 'no write passes a gate that is shut',
    changes: change('channel.ts', 'this.#admitWrite(method);', ''),
    tests: {
      project: 'integration',
      file: 'src/core/connections/held/lock/read-only.exploit.integration.test.ts',
      names: [
        'a connection that is production takes no write, by whatever method',
        'no write gets through by any RPC that is not known to change nothing',
      ],
    },
  },
  {
    rule: 'a slow window holds its watch back',
    changes: [
      { file: 'src/contract/limits.ts', from: 'WINDOW_VALUES = 256', to: 'WINDOW_VALUES = 1e9' },
      { file: 'src/contract/limits.ts', from: 'WINDOW_BYTES = 2 * 1024 * 1024', to: 'WINDOW_BYTES = 1e12' },
    ],
    tests: {
      project: 'soak',
      file: 'src/core/watches/watch-pressure.soak.test.ts',
      names: ['of 10,000 events a second for 6 s reach a slow window once each, and pile up nowhere on the way'],
    },
    patienceMs: 120_000,
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
    changes: [{ file: plans('plan-store.ts'), from: 'return this.#plans.delete(plan.token);', to: 'return true;' }],
    tests: {
      project: 'integration',
      file: plans('plans.exploit.integration.test.ts'),
      names: ['a token is good once'],
    },
  },
  {
    rule: 'what is not worded as etcd words it is no refusal of a write',
    changes: change(
      'failures.ts',
      '      return isKineRefusal(details);\n    default:\n      return false;',
      '      return isKineRefusal(details);\n    default:\n      return true;',
    ),
    tests: {
      project: 'unit',
      file: etcd('failures.test.ts'),
      names: ['a write that 7 Received HTTP status code 403 ends has an unknown outcome, and is not to be tried again'],
    },
  },
  {
    rule: 'a lost transaction whose keys are untouched may still happen',
    changes: [
      {
        file: writes('settle-lost.ts'),
        from: "if (moved === null) return await createdNow(client, lost, now, signal).catch(() => ({ kind: 'open' }));",
        to: "if (moved === null) return { kind: 'notDone' };",
      },
    ],
    tests: {
      project: 'integration',
      file: writes('lost-writes.exploit.integration.test.ts'),
      names: [
        'a transaction that is still on its way is never called not done, though its keys are untouched, and is found out when it lands',
      ],
    },
  },
  {
    rule: 'a lost transaction that a fence has ruled out is told from one that was done',
    changes: [
      {
        file: writes('lost-transaction.ts'),
        from: "if (!changes.every(isAsWritten)) return { kind: 'notDone' };",
        to: '',
      },
    ],
    tests: {
      project: 'integration',
      file: writes('lost-writes.exploit.integration.test.ts'),
      names: ['a transaction that is still on its way is ruled out by a fence, and lands without any effect'],
    },
  },
  {
    rule: 'a key that did not exist has never moved on for good',
    changes: [{ file: writes('lost-transaction.ts'), from: 'comparedModRevision(change) !== 0 && found', to: 'found' }],
    tests: {
      project: 'unit',
      file: writes('lost-transaction.test.ts'),
      names: ['knows that a key which was compared has moved on for good, and that one which did not exist never has'],
    },
  },
  {
    rule: 'a value counts as written by a transaction only at its one revision',
    changes: [{ file: writes('lost-transaction.ts'), from: 'entry.modRevision === revision && ', to: '' }],
    tests: {
      project: 'unit',
      file: writes('lost-transaction.test.ts'),
      names: ['takes the value, of another revision for what it says'],
    },
  },
  {
    rule: 'keys that are gone do not tell who deleted them',
    changes: [{ file: writes('lost-transaction.ts'), from: 'changes.some(leavesTrace)', to: 'changes.length > 0' }],
    tests: {
      project: 'unit',
      file: writes('lost-transaction.test.ts'),
      names: ['takes all gone, by whomever for what it says'],
    },
  },
  {
    rule: 'a key of a registry takes a plan',
    changes: [
      {
        file: writes('write-key.ts'),
        from: 'if (startsWithAny(key, connection.registries())) throw planRequired();',
        to: '',
      },
    ],
    tests: {
      project: 'integration',
      file: plans('registry-writes.exploit.integration.test.ts'),
      names: ['a known one', 'one whose objects only its keys tell of'].map(
        (which) => `a key of a registry is neither written nor deleted without a plan: ${which}`,
      ),
    },
  },
  {
    rule: 'what stands beneath a prefix is typed, unlocked or not',
    changes: [
      {
        file: plans('confirmation.ts'),
        from: '(isNameTyped && isOneKey)',
        to: 'isNameTyped',
      },
    ],
    tests: {
      project: 'integration',
      file: plans('registry-writes.exploit.integration.test.ts'),
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
