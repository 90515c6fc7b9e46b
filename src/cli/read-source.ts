import { resolve } from 'node:path';
import type { Api } from '../contract/api.ts';
import { EtcdeckError } from '../contract/failure.ts';
import type { ConnectionId } from '../contract/ids.ts';
import { everyKey, type KeyCoverage } from '../contract/key-coverage.ts';
import {
  bundleKeys,
  type FileKeys,
  type KeySource,
  liveKeys,
  type SourceOrigin,
  snapshotKeys,
} from '../contract/key-source.ts';
import type { KubeApi } from '../core/kube-api/kube-api.ts';
import { words } from '../core/terminal/printable.ts';
import type { Invocation } from './invocation.ts';
import { jsonLine } from './json-line.ts';
import { requireNoConnection } from './profile.ts';
import { createProgressLine } from './progress-line.ts';
import { byteSize } from './table.ts';

/** Where a command reads: a connection's keys, at a revision where one is given, or a file's. */
export interface SourceOptions {
  readonly rev?: number;
  readonly bundle?: string;
  readonly snapshot?: string;
}

/** An open source, and the methods on it. */
export interface SourceSession {
  readonly api: Api;
  readonly source: KeySource;
  readonly coverage: KeyCoverage;
  /** `null` where no connection is behind the source. */
  readonly connection: ConnectionId | null;
  /** What serves the source to clients of Kubernetes. */
  readonly kubeApi: KubeApi;
}

/** Opens the source that the options name, and closes it after the work. */
export async function withSource<T>(
  invocation: Invocation,
  options: SourceOptions,
  work: (session: SourceSession) => Promise<T>,
): Promise<T> {
  const source = fileOf(options);
  if (source === null) {
    const { rev } = options;
    return await invocation.withSession(async ({ api, connection, kubeApi }) =>
      work({ api, source: liveKeys(connection, rev || null), coverage: everyKey, connection, kubeApi }),
    );
  }
  requireNoConnection(invocation.given);
  return await invocation.withApi(async (api, { kubeApi }) =>
    withFile(invocation, api, source, async (coverage) => work({ api, source, coverage, connection: null, kubeApi })),
  );
}

/** Returns the file that the options name; `null` where they name none. */
function fileOf({ bundle, snapshot, rev }: SourceOptions): FileKeys | null {
  if (bundle === undefined) return snapshot === undefined ? null : snapshotKeys(resolve(snapshot), rev || null);
  if (snapshot !== undefined) throw badRequest('give --bundle or --snapshot, not both');
  if (rev !== undefined) throw badRequest('a bundle has one revision: leave --rev out');
  return bundleKeys(resolve(bundle));
}

/** Opens a file, and closes it after the work. */
export async function withFile<T>(
  { console, format, signal }: Invocation,
  api: Api,
  source: FileKeys,
  work: (coverage: KeyCoverage) => Promise<T>,
): Promise<T> {
  const progress = createProgressLine(console, format);
  const opening = api.sources.open({ source }, { signal })[Symbol.asyncIterator]();
  const opened = async (): Promise<SourceOrigin> => {
    for (;;) {
      const { value, done } = await opening.next();
      if (done) throw new Error('a source that opens says what it is');
      if (value.kind === 'opened') return value.origin;
      const { doneBytes, totalBytes } = value;
      progress.show(words`read ${byteSize(doneBytes)} of ${byteSize(totalBytes)}`);
    }
  };
  try {
    const { coverage, verdict } = await opened().finally(() => progress.end());
    if (verdict === 'damaged' || verdict === 'unverifiable') tellDoubt(console, format, source.file, verdict);
    return await work(coverage);
  } finally {
    await opening.return?.();
  }
}

/** Warns that what is read is not proved. */
function tellDoubt(
  console: Invocation['console'],
  format: Invocation['format'],
  file: string,
  verdict: keyof typeof doubts,
): void {
  const [code, says] = doubts[verdict];
  const message = `${file} ${says}`;
  console.tell(format === 'json' ? jsonLine({ warning: { code, message } }) : words`etcdeck: ${message}.\n`);
}

const doubts = {
  damaged: ['SourceDamaged', 'is damaged: what is read from it may not be what was stored'],
  unverifiable: ['SourceUnverifiable', 'has no hash at its end: nothing proves its values'],
} as const;

function badRequest(message: string): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message });
}
