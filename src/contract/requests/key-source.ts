import { z } from 'zod';
import { REQUEST_KEYS } from '../limits.ts';
import { bytes, connectionId, KEY_BYTES, path, revision } from './schema.ts';

/** A key, or a prefix: of up to 1.5 MiB, which may be empty. */
export const key = bytes(KEY_BYTES);

/** Where keys are read from. */
export const keySource = z.union([
  z.strictObject({
    kind: z.literal('live'),
    connection: connectionId,
    revision: revision.nullable(),
    isSerializable: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('bundle'), file: path }),
]);

/** One side of a comparison. */
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
