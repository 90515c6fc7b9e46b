import type { StoredSnapshot } from '../../contract/object-stores.ts';
import { line } from '../../contract/requests/schema.ts';
import type { StoreClient } from './store-client.ts';
import { statusOf } from './store-failure.ts';
import { recordedProof, recordedSum } from './stored-object.ts';

const most = { objects: 1_000, pages: 100, atOnce: 16 } as const;
const objectName = line(1_024).min(1);

/** Lists the snapshots under a store's prefix, newest first. Asks for each one's record. */
export async function listObjects(
  client: StoreClient,
  signal: AbortSignal,
): Promise<{ readonly objects: readonly StoredSnapshot[]; readonly isCut: boolean }> {
  const { found, isCut } = await newestObjects(client, signal);
  const objects: StoredSnapshot[] = [];
  for (let at = 0; at < found.length; at += most.atOnce) {
    const some = found.slice(at, at + most.atOnce);
    objects.push(...(await Promise.all(some.map((each) => withRecord(client, each, signal)))));
  }
  return { objects, isCut };
}

type Found = Omit<StoredSnapshot, 'sha256' | 'proof'>;

/** Names come in their own order, so that every page is asked for before the newest are known. */
async function newestObjects({ s3, bucket, prefix }: StoreClient, signal: AbortSignal) {
  let found: readonly Found[] = [];
  let isCut = false;
  let token: string | undefined;
  for (let page = 0; page < most.pages; page++) {
    const answer = await s3.listObjectsV2(
      { Bucket: bucket, Prefix: prefix, ...(token === undefined ? {} : { ContinuationToken: token }) },
      { abortSignal: signal },
    );
    const more = (answer.Contents ?? []).flatMap(({ Key, Size, LastModified }): readonly Found[] => {
      const at = LastModified?.getTime() ?? Number.NaN;
      if (!Key?.startsWith(prefix) || !Key.endsWith('.db') || !objectName.safeParse(Key).success) return [];
      return Number.isSafeInteger(Size) && Number.isFinite(at) ? [{ object: Key, bytes: Size ?? 0, at }] : [];
    });
    const all = [...found, ...more].toSorted((a, b) => b.at - a.at);
    isCut ||= all.length > most.objects;
    found = all.slice(0, most.objects);
    token = answer.IsTruncated === true ? answer.NextContinuationToken : undefined;
    if (token === undefined) return { found, isCut };
  }
  return { found, isCut: true };
}

async function withRecord({ s3, bucket }: StoreClient, found: Found, signal: AbortSignal): Promise<StoredSnapshot> {
  try {
    const answer = await s3.headObject({ Bucket: bucket, Key: found.object }, { abortSignal: signal });
    return { ...found, sha256: recordedSum(answer.Metadata), proof: recordedProof(answer.Metadata) };
  } catch (error) {
    // It was deleted meanwhile, or may be listed and not read.
    if (statusOf(error) === null) throw error;
    return { ...found, sha256: null, proof: null };
  }
}
