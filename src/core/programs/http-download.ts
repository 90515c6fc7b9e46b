import { createHash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { EtcdeckError } from '../../contract/failure.ts';
import { PartialFile } from '../files/partial-file.ts';
import { type Bounds, Dialler } from './dialler.ts';
import { whyNotArrived } from './download-faults.ts';
import { proxyFor } from './proxy-for.ts';
import type { ReleaseSource } from './release-source.ts';

const mostTurns = 5;
const usualBounds: Bounds = {
  ...{ connectMs: 20_000, silenceMs: 60_000, wholeMs: 60 * 60_000 },
  // No release of etcd has as much; a body without an end is not written to the disk.
  mostBytes: 128 * 1024 * 1024,
};

const operation = 'programs.get';

/** An archive to download. */
export interface DownloadRequest {
  readonly source: ReleaseSource;
  readonly file: string;
  readonly signal: AbortSignal;
  readonly onDidReceive: (bytes: number, total: number | null) => void;
  readonly bounds?: Bounds;
}

/**
 * Downloads an archive and checks its SHA-256. The file gets its name once the sum holds; whatever fails leaves none. Fails
 * with `DownloadFailed`, `DownloadMismatch`, `DiskFull`, `FileNotWritable` and `Cancelled`.
 */
export async function downloadRelease(request: DownloadRequest): Promise<void> {
  const { source, signal, bounds = usualBounds } = request;
  const late = AbortSignal.timeout(bounds.wholeMs);
  const dialler = new Dialler(bounds);
  let at = new URL(source.address);
  try {
    const answer = await follow(source, (url) => {
      at = url;
      return dialler.get(url, AbortSignal.any([signal, late]));
    });
    await keep(answer, request, bounds.mostBytes);
  } catch (error) {
    if (signal.aborted) throw new EtcdeckError({ code: 'Cancelled', message: 'the download was stopped', operation });
    if (error instanceof EtcdeckError) throw error;
    const reason = whyNotArrived(error, { bounds, isLate: late.aborted, proxy: proxyFor(at) });
    throw failed(at.href, reason, { retry: true, cause: error });
  } finally {
    await dialler.close();
  }
}

/** Asks for the archive, and goes where the answer leads, within the hosts that the source allows. */
async function follow(
  { address, mayLeadTo }: ReleaseSource,
  get: (url: URL) => Promise<Dispatcher.ResponseData>,
): Promise<Dispatcher.ResponseData> {
  let url = new URL(address);
  for (let turn = 0; turn <= mostTurns; turn++) {
    const answer = await get(url);
    const { statusCode, headers } = answer;
    if (statusCode === 200) return answer;
    answer.body.on('error', () => undefined).destroy();
    const [location] = [headers.location].flat();
    if (statusCode < 300 || statusCode >= 400 || location === undefined || !URL.canParse(location, url.href)) {
      throw failed(url.href, `it answered with HTTP ${statusCode}`, { retry: statusCode >= 500 });
    }
    const next = new URL(location, url);
    // A mirror over plain http may lead to https, and https never back.
    const isSafe = next.protocol === 'https:' || (next.protocol === 'http:' && url.protocol === 'http:');
    if (!isSafe || !(next.host === url.host || mayLeadTo(next.hostname))) {
      throw failed(url.href, `it leads to another place, ${next.protocol}//${next.host}, which is not followed`);
    }
    url = next;
  }
  throw failed(url.href, `it leads on more than ${mostTurns} times`);
}

async function keep(
  { body, headers }: Dispatcher.ResponseData,
  { source, file, onDidReceive }: DownloadRequest,
  mostBytes: number,
): Promise<void> {
  const { address, sha256 } = source;
  const [length] = [headers['content-length']].flat();
  const total = length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : null;
  const tooLarge = (): EtcdeckError =>
    failed(address, `it sends more than ${mostBytes} bytes, which no release of etcd has`);
  if (total !== null && total > mostBytes) throw tooLarge();
  const part = await PartialFile.create(file, operation);
  try {
    if (total !== null) await part.expect(total);
    const hash = createHash('sha256');
    let bytes = 0;
    onDidReceive(0, total);
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw tooLarge();
      hash.update(chunk);
      await part.append(chunk);
      onDidReceive(bytes, total);
    }
    const received = hash.digest('hex');
    if (received !== sha256) {
      const message = `what ${address} sent has the SHA-256 ${received}, and ${sha256} is expected`;
      const detail = { address, expected: sha256, received };
      throw new EtcdeckError({ code: 'DownloadMismatch', message, operation, detail });
    }
    await part.finish();
  } finally {
    await part.discard();
  }
}

function failed(
  address: string,
  reason: string,
  { retry = false, cause }: { readonly retry?: boolean; readonly cause?: unknown } = {},
): EtcdeckError {
  const message = `${address}: ${reason}`;
  return new EtcdeckError(
    { code: 'DownloadFailed', message, operation, retry, detail: { address, reason } },
    { cause },
  );
}
