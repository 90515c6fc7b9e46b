import { tmpdir } from 'node:os';
import type { OpenConnections } from '../core/connections/held/open-connections.ts';
import { createSources } from '../core/keyspace/create-sources.ts';
import type { OpenSources } from '../core/sources/open-sources.ts';
import { testPorts } from './ports.ts';

/** The sources of a test's connections; the users' permissions are not read. */
export function sourcesOf(open: OpenConnections): OpenSources {
  const permissions = (): never => {
    throw new Error('what a user may read is not asked here');
  };
  return createSources({ open, permissions }, testPorts(tmpdir())).open;
}
