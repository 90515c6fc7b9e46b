import { z } from 'zod';
import type { ClusterId, ConnectionId, LeaseId, MemberId } from '../ids.ts';

/** A short text of one line: a name, a URL. Core rejects an empty one where needed, with a better message. */
export const line = (max: number) =>
  z
    .string()
    .max(max)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what it refuses
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'has a control character');

/** A path on the machine where core runs; file systems allow every character except NUL. */
export const path = z
  .string()
  .max(4_096)
  .regex(/^[^\0]*$/, 'has a NUL');

// The cast is sound: the brand only says that the text was checked, which has just been done.
/** A member's ID: 64 bits in hexadecimal. */
export const memberId = z
  .string()
  .regex(/^[1-9a-f][0-9a-f]{0,15}$/, 'is not a 64-bit id in hexadecimal')
  .transform((id) => id as MemberId);
/** A cluster's ID, as a member's; 0 where the server names none, as every kine. */
export const clusterId = z
  .string()
  .regex(/^(?:0|[1-9a-f][0-9a-f]{0,15})$/, 'is not a 64-bit id in hexadecimal')
  .transform((id) => id as ClusterId);
/** A lease's ID: 64 bits in hexadecimal. */
export const leaseId = z
  .string()
  .regex(/^[0-9a-f]{16}$/, 'is not a lease id: sixteen hexadecimal digits')
  .transform((id) => id as LeaseId);
/** A saved connection's ID. */
export const connectionId = line(128)
  .min(1)
  .transform((id) => id as ConnectionId);

/** Bytes, at most `max` of them. */
export const bytes = (max: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= max, {
    message: `is not bytes, or more than ${max}`,
  });

/** A key: no longer than the largest request that a server accepts by default. */
export const KEY_BYTES = 1_572_864;
/** A value: some servers are set to accept larger requests than the default. */
export const VALUE_BYTES = 16 * 1024 * 1024;

/** A revision that the cluster can have: 1 or later. */
export const revision = z.number().int().min(1);
/** A modRevision to compare; 0 where the key must not exist. */
export const expectedRevision = z.number().int().min(0);

/** The request of a method that takes none. */
export const nothing = z.strictObject({});
