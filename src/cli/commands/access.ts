import { type Command, Option } from 'commander';
import type { PermittedExtent, PermittedRange, RangeHolders } from '../../contract/access.ts';
import { toBase64 } from '../../core/bytes/base64.ts';
import { afterKey, afterPrefix } from '../../core/bytes/bytes.ts';
import { joined, type Printable, words } from '../../core/terminal/printable.ts';
import { parseKey, readable } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation, Start } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { table } from '../table.ts';

interface RangeOptions {
  readonly prefix?: boolean;
  readonly rangeEnd?: string;
}

export function addAccess(program: Command, start: Start): void {
  const access = program.command('access').description('ask who may read and write which keys');
  access
    .command('check')
    .argument('<user>')
    .argument('<key>')
    .addOption(new Option('--prefix', 'every key that begins with it').conflicts('rangeEnd'))
    .option('--range-end <end>', 'every key from it up to, not including, this one')
    .description('whether a user may read and write a key, and by which roles; exit 1 when it may do neither')
    .action((user: string, key: string, options: RangeOptions) =>
      start('short', (invocation) => check(invocation, user, key, options)),
    );
  access
    .command('who')
    .argument('<key>')
    .description('which users may read or write a key, and by which roles; takes the role root')
    .action((key: string) => start('short', (invocation) => who(invocation, key)));
}

async function check(
  invocation: Invocation,
  user: string,
  argument: string,
  { prefix, rangeEnd }: RangeOptions,
): Promise<ExitCode> {
  const { console, format, keyEncoding, signal, isHex } = invocation;
  const key = parseKey(argument, keyEncoding);
  const end = rangeEnd === undefined ? (prefix ? afterPrefix(key) : afterKey(key)) : parseKey(rangeEnd, keyEncoding);
  const { read, write, isAuthOn } = await invocation.withSession(({ api, connection }) =>
    api.access.check({ connection, user, key, end }, { signal }),
  );
  if (format === 'json') await console.print(jsonLine({ read: extentJson(read), write: extentJson(write) }));
  else {
    const rows = [rowOf('read', read, isHex), rowOf('write', write, isHex)];
    await console.print(words`${table(['', 'ALLOWED', 'BY'], rows)}${offNote(isAuthOn)}`);
  }
  return isWhole(read) || isWhole(write) ? 0 : 1;
}

async function who(invocation: Invocation, argument: string): Promise<ExitCode> {
  const { console, format, keyEncoding, signal } = invocation;
  const key = parseKey(argument, keyEncoding);
  const holders = await invocation.withSession(({ api, connection }) =>
    api.access.who({ connection, key, end: afterKey(key) }, { signal }),
  );
  await console.print(format === 'json' ? jsonLine({ users: holders.users.map(userJson) }) : holdersTable(holders));
  return 0;
}

const isWhole = ({ extent }: PermittedExtent): boolean => extent === 'whole';
const yesNo = (is: boolean): string => (is ? 'yes' : 'no');
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
      by.map((range) => rangeWords(range, isHex)),
      words`, `,
    ),
  ];
}

function rangeWords({ role, key, end }: PermittedRange, isHex: boolean): Printable {
  return words`${role} (${readable(key, isHex)} to ${end === null ? 'the end' : readable(end, isHex)})`;
}

function userJson({ user, read, write }: RangeHolders['users'][number]): unknown {
  return { user, read: isWhole(read), write: isWhole(write), roles: rolesOf(read, write) };
}

function holdersTable({ users, isAuthOn, complete }: RangeHolders): Printable {
  const rows = users.map(({ user, read, write }) => [
    ...[user, yesNo(isWhole(read)), yesNo(isWhole(write))],
    rolesOf(read, write).join(', '),
  ]);
  const rest = complete ? '' : '\nThere are more users or roles than were read.\n';
  return words`${table(['USER', 'READ', 'WRITE', 'ROLES'], rows)}${offNote(isAuthOn)}${rest}`;
}

const rolesOf = (...extents: readonly PermittedExtent[]): readonly string[] => [
  ...new Set(extents.flatMap(({ by }) => by.map(({ role }) => role))),
];

const offNote = (isAuthOn: boolean | null): string =>
  isAuthOn === false ? '\nAuthentication is off: everybody who reaches a member may do everything.\n' : '';
