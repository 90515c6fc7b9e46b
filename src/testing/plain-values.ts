import { tmpdir } from 'node:os';
import { createValueCodecs, type ValueCodecs } from '../core/values/value-codecs.ts';
import { testPorts } from './ports.ts';

/** For codecs without a key: they ask about no source. */
export const neverOpen = (): never => {
  throw new Error('no source is open');
};

/** The product's own codecs without a source, for tests that are about something else. */
export const plainValues: ValueCodecs = createValueCodecs(testPorts(tmpdir()), neverOpen);
