import { z } from 'zod';
import { REQUEST_KEYS } from '../limits.ts';
import { bytes, connectionId, KEY_BYTES, path, revision } from './schema.ts';

export const key = bytes(KEY_BYTES);

export const keySource = z.union([
  z.strictObject({
    kind: z.literal('live'),
    connection: connectionId,
    revision: revision.nullable(),
    isSerializable: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('bundle'), file: path }),
]);

export const comparedKeys = z.strictObject({ source: keySource, prefix: key });

/** How many at most of what one answer may bring. */
export const limit = z.number().int().min(1).max(10_000);

/** How many at most of what is offered while somebody types. */
export const fewRows = z.number().int().min(1).max(100);

/** Keys named one by one: as many as a window may choose. */
export const chosenKeys = z.union([
  z.strictObject({ kind: z.literal('prefix'), prefix: key }),
  z.strictObject({ kind: z.literal('keys'), keys: z.array(key).max(REQUEST_KEYS) }),
]);
