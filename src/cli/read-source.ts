import { resolve } from 'node:path';
import type { Api } from '../contract/api.ts';
import { EtcdeckError } from '../contract/failure.ts';
import type { ConnectionId } from '../contract/ids.ts';
import { everyKey, type KeyCoverage } from '../contract/key-coverage.ts';
import { bundleKeys, type KeySource, liveKeys } from '../contract/key-source.ts';
import { holdSource } from './hold-source.ts';
import type { Invocation } from './invocation.ts';
import { requireNoConnection } from './profile.ts';

/** Where a command reads: a connection's keys, at a revision where one is given, or a bundle's. */
export interface SourceOptions {
  readonly rev?: number;
  readonly bundle?: string;
}

/** An open source, and the methods on it. */
export interface SourceSession {
  readonly api: Api;
  readonly source: KeySource;
  readonly coverage: KeyCoverage;
  /** `null` where no connection is behind the source. */
  readonly connection: ConnectionId | null;
}

/** Opens the source that the options name, and closes it after the work. */
export async function withSource<T>(
  invocation: Invocation,
  options: SourceOptions,
  work: (session: SourceSession) => Promise<T>,
): Promise<T> {
  const { bundle, rev } = options;
  if (bundle === undefined) {
    return await invocation.withSession(async ({ api, connection }) =>
      work({ api, source: liveKeys(connection, rev || null), coverage: everyKey, connection }),
    );
  }
  if (rev !== undefined) throw badRequest('a bundle has one revision: leave --rev out');
  requireNoConnection(invocation.given);
  const source = bundleKeys(resolve(bundle));
  return await invocation.withApi(async (api) => {
    const held = await holdSource(api, source, invocation.signal);
    try {
      return await work({ api, source, coverage: held.origin.coverage, connection: null });
    } finally {
      await held.release();
    }
  });
}

function badRequest(message: string): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message });
}
