import { tmpdir } from 'node:os';
import type { RevisionSighting } from '../contract/history.ts';
import type { OpenConnections } from '../core/connections/held/open-connections.ts';
import { createSources, type SourcesParts } from '../core/keyspace/create-sources.ts';
import type { Ports } from '../core/ports.ts';
import type { OpenSources } from '../core/sources/open-sources.ts';
import { testPorts } from './ports.ts';

/** The sources of a test's connections; the users' permissions are not read. */
export function sourcesOf(
  open: OpenConnections,
  { written = [], ports = testPorts(tmpdir()) }: { written?: readonly RevisionSighting[]; ports?: Ports } = {},
): OpenSources {
  const permissions = (): never => {
    throw new Error('what a user may read is not asked here');
  };
  const entries = written.map(({ revision, at }) => ({ revision, at }));
  const list = async () => ({ entries, next: null, damaged: 0, isKept: true, hasSealed: false });
  // Of an entry only these two are asked.
  const journal = { list } as unknown as SourcesParts['journal'];
  return createSources({ open, permissions, journal }, ports).open;
}
