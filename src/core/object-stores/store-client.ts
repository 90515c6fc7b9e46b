import { setMaxListeners } from 'node:events';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import type { S3 } from '@aws-sdk/client-s3';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ObjectStore } from '../../contract/object-stores.ts';
import { cancelled } from '../etcd/failures.ts';
import { storeFailure } from './store-failure.ts';
import { readAuthorities } from './store-place.ts';
import type { AccessKey } from './store-secrets.ts';

/** A client of one store, and where its snapshots are. */
export interface StoreClient {
  readonly s3: S3;
  readonly bucket: string;
  /** What the names of its objects begin with: empty, or with a slash at its end. */
  readonly prefix: string;
}

/** Everything but an object is small: a page of 1,000 names, each of 1,024 bytes in up to six of XML. */
const mostAnswerBytes = 16 * 1024 * 1024;

/** A connection waits as long as a download's does. */
const times = { connectMs: 20_000, idleMs: 60_000 } as const;

/**
 * Opens a client for as long as `use` takes. Fails with `StoreUnreachable`, `StoreRefused`, `Cancelled`, for the CA file
 * with `FileNotFound`, `FileNotReadable` and `CertificateInvalid`, and as `use`.
 */
export async function withStore<T>(
  place: Omit<ObjectStore, 'id' | 'name'>,
  key: AccessKey,
  { operation, signal }: { readonly operation: string; readonly signal: AbortSignal },
  use: (client: StoreClient) => Promise<T>,
): Promise<T> {
  // The library listens to it once for each request, and forgets to stop: hundreds of requests are no leak.
  setMaxListeners(0, signal);
  const ca = place.endpoint.startsWith('http:') ? null : await readAuthorities(place.caFile);
  const s3 = await openClient(place, key, ca);
  try {
    return await use({ s3, bucket: place.bucket, prefix: place.prefix === '' ? '' : `${place.prefix}/` });
  } catch (error) {
    throw signal.aborted ? cancelled(operation) : storeFailure(error, operation);
  } finally {
    s3.destroy();
  }
}

/** The library is large, and few use it. */
async function openClient(place: Omit<ObjectStore, 'id' | 'name'>, key: AccessKey, ca: string | null): Promise<S3> {
  // It would say at the terminal which Node its coming versions want; this one takes the oldest that etcdeck promises.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { S3 } = await import('@aws-sdk/client-s3');
  const s3 = new S3({
    ...(place.endpoint === '' ? {} : { endpoint: place.endpoint }),
    // Stores beside Amazon's have a region for the signature only, and take this one.
    region: place.region === '' ? 'us-east-1' : place.region,
    forcePathStyle: place.isPathStyle,
    // Never those of the machine's role or of a file that nobody named.
    credentials: { ...key },
    maxAttempts: 3,
    // Stores beside Amazon's know few of its checksums; each part is sent with its SHA-256 and compared here.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Waiting for `100 Continue` would take an agent that does not know the CA file.
    expectContinueHeader: false,
    requestHandler: {
      connectionTimeout: times.connectMs,
      socketTimeout: times.idleMs,
      httpAgent: new HttpAgent({ keepAlive: true }),
      httpsAgent: new HttpsAgent({ keepAlive: true, ...(ca === null ? {} : { ca }) }),
    },
  });
  boundAnswers(s3);
  return s3;
}

/** Ends answers that go on for ever, all but the bytes of an object. */
function boundAnswers(s3: S3): void {
  s3.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      // The library types the answer of a transport as unknown; with Node's it is this.
      const response = result.response as { readonly statusCode: number; body: unknown };
      const isObject = context.commandName === 'GetObjectCommand' && response.statusCode < 300;
      if (!isObject && response.body instanceof Readable) response.body = Readable.from(bounded(response.body));
      return result;
    },
    { step: 'deserialize', name: 'boundAnswers', priority: 'low' },
  );
}

async function* bounded(body: Readable): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.length;
    if (bytes > mostAnswerBytes) {
      const message = `its answer is longer than ${mostAnswerBytes} bytes`;
      throw new EtcdeckError({ code: 'StoreRefused', message });
    }
    yield chunk;
  }
}
