import type { EtcdctlCommand } from './commands.ts';
import type { SortedWords } from './line-flags.ts';
import type { LineRemarks } from './line-parts.ts';
import { Arguments } from './read-arguments.ts';

/** Returns the command of sorted words, whose name and number of arguments are right; `null` after a problem. */
export function readCommand(
  { name, args, flags }: Pick<SortedWords, 'name' | 'args' | 'flags'>,
  remarks: LineRemarks,
): EtcdctlCommand | null {
  const given = new Arguments(args, flags, remarks);
  switch (name) {
    case 'get':
    case 'watch': {
      const keys = given.keys(0);
      const at = given.revision('rev');
      if (keys === null || at === null) return null;
      return name === 'get'
        ? { kind: name, keys, ...at }
        : { kind: name, keys, ...at, previous: given.isSet('prev-kv') };
    }
    case 'put':
      return readPut(given, remarks);
    case 'del': {
      const keys = given.keys(0);
      return keys === null ? null : { kind: name, keys };
    }
    case 'compaction': {
      const revision = given.number(0, 'A revision');
      return revision === null ? null : { kind: name, revision, isPhysical: given.isSet('physical') };
    }
    case 'lease grant': {
      const ttl = given.number(0, 'A TTL');
      return ttl === null ? null : { kind: name, ttl };
    }
    case 'lease revoke':
    case 'lease keep-alive':
    case 'lease timetolive': {
      const lease = given.leaseAt(0);
      return lease === null ? null : { kind: name, lease };
    }
    case 'defrag':
      return { kind: name, isWholeCluster: given.isSet('cluster') };
    case 'downgrade enable':
    case 'downgrade validate': {
      const version = given.text(0);
      if (/^3\.\d{1,3}(?:\.\d{1,4})?$/.test(version)) return { kind: name, version };
      const [token] = args;
      if (token !== undefined) remarks.problem(token, 'A version is like 3.5.');
      return null;
    }
    case 'member add': {
      const peerURLs = given.peerURLs();
      if (peerURLs === null) return null;
      return { kind: name, name: given.text(0), peerURLs, isLearner: given.isSet('learner') };
    }
    case 'member update': {
      const member = given.member(0);
      const peerURLs = given.peerURLs();
      return member === null || peerURLs === null ? null : { kind: name, member, peerURLs };
    }
    case 'member promote':
    case 'member remove':
    case 'move-leader': {
      const member = given.member(0);
      return member === null ? null : { kind: name, member };
    }
    case 'snapshot save':
      return { kind: name, file: given.text(0) };
    case 'snapshot status':
    case 'snapshot restore': {
      const file = given.file(0);
      return file === null ? null : { kind: name, file };
    }
    case 'user add':
      // A password may stand behind the name.
      return { kind: name, user: given.text(0).split(':')[0] ?? '' };
    case 'user delete':
    case 'user get':
    case 'user passwd':
      return { kind: name, user: given.text(0) };
    case 'user grant-role':
    case 'user revoke-role':
      return { kind: name, user: given.text(0), role: given.text(1) };
    case 'role add':
    case 'role delete':
    case 'role get':
      return { kind: name, role: given.text(0) };
    case 'role grant-permission':
      return readPermission(given, remarks);
    case 'role revoke-permission': {
      const keys = given.keys(1);
      return keys === null ? null : { kind: name, role: given.text(0), keys };
    }
    case 'txn':
    case 'lease list':
    case 'alarm list':
    case 'alarm disarm':
    case 'downgrade cancel':
    case 'endpoint health':
    case 'endpoint status':
    case 'endpoint hashkv':
    case 'member list':
    case 'check perf':
    case 'auth enable':
    case 'auth disable':
    case 'auth status':
    case 'user list':
    case 'role list':
      return { kind: name };
    default:
      return null;
  }
}

function readPut(given: Arguments, remarks: LineRemarks): EtcdctlCommand | null {
  const [key, value] = given.args;
  if (key === undefined) return null;
  if (value === undefined) {
    remarks.problem(key, 'The value would be read from the input. It has to stand behind the key.');
    return null;
  }
  if (key.bytes.length === 0) {
    remarks.problem(key, 'A key has at least one byte.');
    return null;
  }
  const lease = given.leaseFlag('lease');
  if (lease === null) return null;
  const keeps = given.isSet('ignore-lease');
  return { kind: 'put', key: key.bytes, value: value.bytes, lease: keeps ? 'keep' : lease.lease };
}

function readPermission(given: Arguments, remarks: LineRemarks): EtcdctlCommand | null {
  const permission = permissions.find((each) => each === given.text(1).toLowerCase());
  const token = given.args[1];
  if (permission === undefined) {
    if (token !== undefined) remarks.problem(token, 'A permission is read, write or readwrite.');
    return null;
  }
  const keys = given.keys(2);
  return keys === null ? null : { kind: 'role grant-permission', role: given.text(0), permission, keys };
}

const permissions = ['read', 'write', 'readwrite'] as const;
