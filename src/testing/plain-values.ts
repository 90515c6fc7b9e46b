import { tmpdir } from 'node:os';
import { createValueCodecs, type ValueCodecs } from '../core/values/value-codecs.ts';
import { testPorts } from './ports.ts';

/** For codecs that are given no key: no source is asked about. */
export const neverOpen = (): never => {
  throw new Error('no source is open');
};

/** The product's own codecs without a source, for tests that are about something else. */
export const plainValues: ValueCodecs = createValueCodecs(testPorts(tmpdir()), neverOpen);
