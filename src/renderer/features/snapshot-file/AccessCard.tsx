import Box from '@mui/material/Box';
import type { SnapshotInside, SnapshotPermission } from '../../../contract/snapshot-report.ts';
import { rangeText } from '../../parts/access/access-words.ts';
import { concatBytes } from '../../ui/byte-text.ts';
import { Card } from '../../ui/Card.tsx';
import { StatusChip } from '../../ui/StatusChip.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { Row, RowList } from './RowList.tsx';

/** Who might do what: users and roles, without the password hashes that the file holds. */
export function AccessCard({ inside }: { readonly inside: SnapshotInside }) {
  const { isAuthEnabled, users, roles } = inside;
  return (
    <Card
      title="Users and roles"
      end={<StatusChip tone={isAuthEnabled ? 'ok' : 'neutral'}>auth {isAuthEnabled ? 'on' : 'off'}</StatusChip>}
    >
      {users.length === 0 && roles.length === 0 ? (
        <Box sx={{ color: color.muted }}>There is no user and no role in it.</Box>
      ) : (
        <>
          <RowList label="Users">
            {users.map(({ name, roles: granted, hasPassword }) => (
              <Row key={name}>
                <Box sx={{ ...mono, width: 180, flexShrink: 0, overflowWrap: 'anywhere' }}>{name}</Box>
                <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
                  {granted.length === 0 ? 'no role' : granted.join(', ')}
                </Box>
                <Box sx={{ color: color.muted }}>{hasPassword ? 'has a password' : 'no password'}</Box>
              </Row>
            ))}
          </RowList>
          <Box component="h3" sx={{ m: '12px 0 4px', fontSize: 'inherit', fontWeight: 600 }}>
            Roles
          </Box>
          <RowList label="Roles">
            {roles.map(({ name, permissions }) => (
              <Row key={name}>
                <Box sx={{ ...mono, width: 180, flexShrink: 0, overflowWrap: 'anywhere' }}>{name}</Box>
                <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{permissionWords(name, permissions)}</Box>
              </Row>
            ))}
          </RowList>
          <Box sx={{ mt: 1, color: color.muted }}>
            The file holds the hash of each password. It is not shown; keep the file as you keep passwords.
          </Box>
        </>
      )}
    </Card>
  );
}

const may = { read: 'reads', write: 'writes', readwrite: 'reads and writes' } as const;

function permissionWords(role: string, permissions: readonly SnapshotPermission[]): string {
  if (role === 'root') return 'may do everything';
  if (permissions.length === 0) return 'may do nothing';
  return permissions.map((permission) => `${may[permission.type]} ${rangeText(rangeOf(permission))}`).join('; ');
}

/** A range as etcd stores it: no end is the key alone, a single NUL is the end of all keys. */
function rangeOf({ key, rangeEnd }: SnapshotPermission): { readonly key: Uint8Array; readonly end: Uint8Array | null } {
  if (rangeEnd.length === 0) return { key, end: concatBytes(key, Uint8Array.of(0)) };
  return { key, end: rangeEnd.length === 1 && rangeEnd[0] === 0 ? null : rangeEnd };
}
