import type { PermittedExtent, PermittedRange, RangeHolders } from '../../contract/access.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { rangeWords } from '../../core/access/readable-words.ts';
import { toBase64 } from '../../core/bytes/base64.ts';
import { afterKey, afterPrefix } from '../../core/bytes/bytes.ts';
import { joined, type Printable, words } from '../../core/terminal/printable.ts';
import { parseKey, textFor } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { table } from '../table.ts';

export interface RangeOptions {
  readonly prefix?: boolean;
  readonly rangeEnd?: string;
}

type KeyRange = Pick<PermittedRange, 'key' | 'end'>;

/** Fails with `EmptyKey`, but for the prefix of every key. */
function rangeOf(argument: string, { prefix, rangeEnd }: RangeOptions, { keyEncoding }: Invocation): KeyRange {
  const key = parseKey(argument, keyEncoding);
  if (prefix) return { key, end: afterPrefix(key) };
  if (key.length === 0) throw new EtcdeckError({ code: 'EmptyKey', message: 'a key is not empty' });
  return { key, end: rangeEnd === undefined ? afterKey(key) : parseKey(rangeEnd, keyEncoding) };
}

export async function check(
  invocation: Invocation,
  user: string,
  argument: string,
  options: RangeOptions,
): Promise<ExitCode> {
  const { console, format, signal, isHex } = invocation;
  const range = rangeOf(argument, options, invocation);
  const { read, write, isAuthOn } = await invocation.withSession(({ api, connection }) =>
    api.access.check({ connection, user, ...range }, { signal }),
  );
  if (format === 'json') await console.print(jsonLine({ isAuthOn, read: extentJson(read), write: extentJson(write) }));
  else {
    const rows = [rowOf('read', read, isHex), rowOf('write', write, isHex)];
    await console.print(words`${table(['', 'ALLOWED', 'BY'], rows)}${offNote(isAuthOn)}`);
  }
  return isWhole(read) || isWhole(write) ? 0 : 1;
}

export async function who(invocation: Invocation, argument: string, options: RangeOptions): Promise<ExitCode> {
  const { console, format, signal } = invocation;
  const range = rangeOf(argument, options, invocation);
  const holders = await invocation.withSession(({ api, connection }) =>
    api.access.who({ connection, ...range }, { signal }),
  );
  if (format === 'json') {
    await console.print(jsonLine({ isAuthOn: holders.isAuthOn, users: holders.users.map(userJson) }));
  } else await console.print(holdersTable(holders));
  return 0;
}

const isWhole = ({ extent }: PermittedExtent): boolean => extent === 'whole';
const allowed = { whole: 'yes', part: 'a part', none: 'no' } as const;

function extentJson(some: PermittedExtent): unknown {
  const roles = some.by.map(({ role, key, end }) => {
    return { role, key: toBase64(key), rangeEnd: end === null ? null : toBase64(end) };
  });
  return { allowed: isWhole(some), roles };
}

function rowOf(may: string, { extent, by }: PermittedExtent, isHex: boolean): readonly (Printable | string)[] {
  return [
    may,
    allowed[extent],
    joined(
      by.map((range) => words`${range.role} (${rangeWords(range, (key) => textFor(key, isHex))})`),
      words`, `,
    ),
  ];
}

function userJson({ user, read, write }: RangeHolders['users'][number]): unknown {
  return { user, read: isWhole(read), write: isWhole(write), roles: rolesOf(read, write) };
}

function holdersTable({ users, isAuthOn, complete }: RangeHolders): Printable {
  const rows = users.map(({ user, read, write }) => [
    ...[user, allowed[read.extent], allowed[write.extent]],
    rolesOf(read, write).join(', '),
  ]);
  const rest = complete ? '' : words`\nThere are more users or roles than were read.\n`;
  return words`${table(['USER', 'READ', 'WRITE', 'ROLES'], rows)}${offNote(isAuthOn)}${rest}`;
}

const rolesOf = (...extents: readonly PermittedExtent[]): readonly string[] => [
  ...new Set(extents.flatMap(({ by }) => by.map(({ role }) => role))),
];

const offNote = (isAuthOn: boolean | null): Printable =>
  isAuthOn === false ? words`\nAuthentication is off: everybody who reaches a member may do everything.\n` : words``;
