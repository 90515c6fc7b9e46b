import type { NewMember } from '../../../contract/new-cluster.ts';
import type { MemberCount } from '../../parts/cluster/MemberChoice.tsx';
import { useRemembered } from '../../state/use-remembered.ts';

/** A cluster to be, as it is typed. Of the members, the first `count` are meant. */
export interface NewClusterFields {
  readonly count: MemberCount;
  readonly members: readonly NewMember[];
  readonly dataDir: string;
  readonly token: string;
  readonly tls: boolean;
  readonly certificatesFolder: string;
}

const most = 5;

const atFirst: NewClusterFields = {
  count: 3,
  members: Array.from({ length: most }, (_, at) => ({ name: `etcd-${at + 1}`, host: '' })),
  dataDir: '/var/lib/etcd',
  token: 'etcd-cluster-1',
  tls: true,
  certificatesFolder: '/etc/etcd/pki',
};

/** Keeps what is typed in this window, for when the dialog is closed and opened again. */
export function useNewCluster(): {
  readonly fields: NewClusterFields;
  readonly change: (changed: Partial<NewClusterFields>) => void;
} {
  const [fields, keep] = useRemembered('new-cluster', atFirst, readFields);
  return { fields, change: (changed) => keep({ ...fields, ...changed }) };
}

/** Reads what a window remembered; `null` where it is something else. */
function readFields(value: unknown): NewClusterFields | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Partial<Record<keyof NewClusterFields, unknown>>; // each is checked below
  const { count, dataDir, token, tls, certificatesFolder } = fields;
  const members = Array.isArray(fields.members) ? fields.members.flatMap(readMember) : [];
  if (members.length !== most || (count !== 1 && count !== 3 && count !== 5) || typeof tls !== 'boolean') return null;
  return typeof dataDir === 'string' && typeof token === 'string' && typeof certificatesFolder === 'string'
    ? { count, members, dataDir, token, tls, certificatesFolder }
    : null;
}

function readMember(value: unknown): readonly NewMember[] {
  if (typeof value !== 'object' || value === null) return [];
  const { name, host } = value as Partial<Record<keyof NewMember, unknown>>; // each is checked below
  return typeof name === 'string' && typeof host === 'string' ? [{ name, host }] : [];
}
