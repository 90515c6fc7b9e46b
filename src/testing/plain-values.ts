import { tmpdir } from 'node:os';
import { createValueCodecs, type ValueCodecs } from '../core/values/value-codecs.ts';
import { testPorts } from './ports.ts';

/** The product's own codecs without a connection, for tests that are about something else. */
export const plainValues: ValueCodecs = createValueCodecs(testPorts(tmpdir()), {
  require(asked) {
    throw new Error(`no connection ${asked}`);
  },
});
