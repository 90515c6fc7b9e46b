import { z } from 'zod';
import { REQUEST_KEYS } from '../limits.ts';
import { bytes, connectionId, KEY_BYTES, path, revision } from './schema.ts';

/** A key or a prefix, of 0 bytes to 1.5 MiB. */
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
  z.strictObject({ kind: z.literal('snapshot'), file: path, revision: revision.nullable() }),
]);

/** One side of a comparison. */
export const comparedKeys = z.strictObject({ source: keySource, prefix: key });

/** The `limit` of a request: the most items in one answer. */
export const limit = z.number().int().min(1).max(10_000);

/** The `limit` of a glance: the most suggestions while the operator types. */
export const fewRows = z.number().int().min(1).max(100);

/** A list of keys, as many as a window may select. */
export const chosenKeys = z.union([
  z.strictObject({ kind: z.literal('prefix'), prefix: key }),
  z.strictObject({ kind: z.literal('keys'), keys: z.array(key).max(REQUEST_KEYS) }),
]);
