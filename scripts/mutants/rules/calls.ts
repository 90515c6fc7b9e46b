import { change, etcd, integration, type Mutant } from '../mutant.ts';

const counted = (what: string): string => `of two members, each counting the calls it gets, ${what}`;
const sentOnce = (how: string): string => counted(`a write ${how} is sent once, and its outcome is unknown`);
const moveOn = 'throw new EndpointFailure(failure, !wasSent(error) || (!isWrite && mayAskNext(error)));';

/** Rules of unary calls: which are sent again, where, and how they fail. */
export const calls: readonly Mutant[] = [
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
    rule: 'the member list is answered without a quorum',
    changes: change('cluster.ts', 'listMembers(client, false, options)', 'listMembers(client, true, options)'),
    tests: integration('maintenance', 'without a quorum what needs none still answers'),
  },
  {
    rule: 'a serializable range is answered without a quorum',
    changes: change('kv.ts', 'serializable: request.serializable ?? false,', 'serializable: false,'),
    tests: integration('maintenance', 'without a quorum what needs none still answers'),
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
];
