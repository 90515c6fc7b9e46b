import { etcdctlHead } from '../../../contract/etcdctl-line.ts';
import { shellQuote, shellWord } from '../../../contract/shell-quote.ts';
import { afterPrefix, compareBytes } from '../../bytes/bytes.ts';
import type { RolePermission } from '../../etcd/auth.ts';
import { smallestKey, toTheEnd } from '../../etcd/kv.ts';
import type { AccessPlanning } from './access-planner.ts';

/** The range of a permission as etcd stores it. */
export type StoredRange = Pick<RolePermission, 'key' | 'rangeEnd'>;

/** Returns the line of etcdctl for a permission; as a comment where no argument can hold its bytes. */
export function permissionLine(
  { held: { profile } }: AccessPlanning,
  [command, ...names]: readonly [string, ...string[]],
  { key, rangeEnd }: StoredRange,
): string {
  const { flag, keys } = argumentsOf(key, rangeEnd);
  const quoted = keys.map(shellQuote);
  const words = quoted.flatMap((word) => (word === null ? [] : [word]));
  if (words.length < quoted.length) {
    const spelt = [key, rangeEnd].map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`).join(' ');
    return `# no argument can hold the zero byte of ${spelt}`;
  }
  const isDashed = [...names].some((name) => name.startsWith('-')) || keys.some(([first]) => first === 0x2d);
  const end = isDashed ? ['--'] : [];
  return [etcdctlHead(profile), command, ...flag, ...end, ...names.map(shellWord), ...words].join(' ');
}

function argumentsOf(key: Uint8Array, rangeEnd: Uint8Array): { readonly flag: string[]; readonly keys: Uint8Array[] } {
  if (rangeEnd.length === 0) return { flag: [], keys: [key] };
  if (compareBytes(rangeEnd, toTheEnd) === 0) {
    const isEvery = compareBytes(key, smallestKey) === 0;
    return isEvery ? { flag: ['--prefix'], keys: [new Uint8Array()] } : { flag: ['--from-key'], keys: [key] };
  }
  const behind = afterPrefix(key);
  const isPrefix = behind !== null && compareBytes(behind, rangeEnd) === 0;
  return isPrefix ? { flag: ['--prefix'], keys: [key] } : { flag: [], keys: [key, rangeEnd] };
}
