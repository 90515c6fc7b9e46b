import { tmpdir } from 'node:os';
import type { OpenConnections } from '../core/connections/held/open-connections.ts';
import { createValueCodecs, type ValueCodecs } from '../core/values/value-codecs.ts';
import { testPorts } from './ports.ts';

/** No connection is open, for tests that need none. */
export const noConnections: OpenConnections = {
  require(asked) {
    throw new Error(`no connection ${asked}`);
  },
  async hold(asked) {
    throw new Error(`no connection ${asked}`);
  },
};

/** The product's own codecs without a connection, for tests that are about something else. */
export const plainValues: ValueCodecs = createValueCodecs(testPorts(tmpdir()), noConnections);
