import { fileURLToPath } from 'node:url';
import { createValueCodecs, type ValueCodecs } from '../core/values/value-codecs.ts';
import { testPorts } from './ports.ts';

/** The product's own codecs, for tests that are about something else. */
export const plainValues: ValueCodecs = createValueCodecs(testPorts(fileURLToPath(new URL('.', import.meta.url))));
