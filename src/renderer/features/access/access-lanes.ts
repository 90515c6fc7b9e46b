import type { AccessRole, AccessUser, PermittedRange } from '../../../contract/access.ts';
import { permissionWords } from '../../parts/access/access-words.ts';
import { escapeBytes, toHex } from '../../ui/byte-text.ts';
import type { LineLane, SpanFill } from '../../ui/span-lane.ts';

const fillOf = ({ canRead, canWrite }: PermittedRange): SpanFill =>
  canRead && canWrite ? 'solid' : canRead ? 'light' : 'striped';

/** Names a range of a role. */
export const rangeId = ({ role, key, end }: PermittedRange): string =>
  `${role} ${toHex(key)} ${end === null ? '' : toHex(end)}`;

/** The role root may do everything, whatever ranges it has. */
export const isRoot = ({ name }: Pick<AccessRole, 'name'>): boolean => name === 'root';

const everything = (role: string): PermittedRange => ({
  ...{ role, key: Uint8Array.of(0), end: null, canRead: true, canWrite: true },
});

/** What a role permits: root everything. */
export const rangesOf = (role: AccessRole): readonly PermittedRange[] =>
  isRoot(role) ? [everything(role.name)] : role.ranges;

/** Roles as lanes of the keyspace. */
export const lanesOf = (roles: readonly AccessRole[]): readonly LineLane[] =>
  roles.map((role) => ({
    id: role.name,
    name: role.name,
    spans: rangesOf(role).map((range) => ({
      ...{ id: rangeId(range), from: range.key, to: range.end, fill: fillOf(range) },
      label: `${role.name}: ${permissionWords(range).toLowerCase().slice(0, 1)}${permissionWords(range).slice(1)}.`,
    })),
  }));

/** Those who have a role. */
export const usersOf = (role: string, users: readonly AccessUser[]): readonly string[] =>
  users.filter(({ roles }) => roles.includes(role)).map(({ name }) => name);

const has = (text: string, filter: string): boolean => text.toLowerCase().includes(filter.trim().toLowerCase());

/** Roles that a filter names, by their name or by a range. */
export const filteredRoles = (roles: readonly AccessRole[], filter: string): readonly AccessRole[] =>
  filter.trim() === ''
    ? roles
    : roles.filter(
        (role) =>
          has(role.name, filter) ||
          role.ranges.some(({ key, end }) =>
            [key, ...(end === null ? [] : [end])].some((bytes) => has(escapeBytes(bytes).text, filter)),
          ),
      );

/** Users that a filter names, by their name or by a role. */
export const filteredUsers = (users: readonly AccessUser[], filter: string): readonly AccessUser[] =>
  filter.trim() === '' ? users : users.filter(({ name, roles }) => [name, ...roles].some((text) => has(text, filter)));
