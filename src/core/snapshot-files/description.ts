import { z } from 'zod';
import { EtcdeckError } from '../../contract/failure.ts';
import { clusterId, line, memberId, revision } from '../../contract/requests/schema.ts';
import { readSmallFile } from '../files/small-file.ts';

/** The last moment that a `Date` can show. */
const lastMoment = 8_640_000_000_000_000;
const mostBytes = 64 * 1024;

/** The fields of a description; those of a newer version are left alone. */
const snapshotDescription = z.object({
  /** The member's client URL that it was saved from. */
  endpoint: line(2_048),
  member: memberId,
  clusterId,
  /** When it was complete, in milliseconds since 1970. */
  at: z.int().min(0).max(lastMoment),
  /** The member's version; `null`: it was not known. */
  etcdVersion: line(64).nullable(),
  /** SHA-256 of the file in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The store's revision, as the file says it; `null`: it was not read. */
  revision: revision.nullable(),
  /** The name of the connection that it was saved over. */
  connection: line(256),
});

/** What is known of a saved snapshot and is not in its file: it stands beside the file as JSON. */
export type SnapshotDescription = Readonly<z.infer<typeof snapshotDescription>>;

/** Returns the path of a snapshot's description. */
export const descriptionFileOf = (file: string): string => `${file}.json`;

/**
 * Returns the description beside a snapshot; `null` where there is none that can be read. Anybody may have written it:
 * it counts only where its `sha256` is the file's.
 */
export async function readDescription(file: string): Promise<SnapshotDescription | null> {
  try {
    const most = { bytes: mostBytes, purpose: 'the description of a snapshot' };
    const text = (await readSmallFile(descriptionFileOf(file), most)).toString('utf8');
    return descriptionIn(text);
  } catch (error) {
    if (error instanceof EtcdeckError) return null;
    throw error;
  }
}

/** Returns the description that a text is; `null` where it is none. */
export function descriptionIn(text: string): SnapshotDescription | null {
  try {
    return snapshotDescription.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
