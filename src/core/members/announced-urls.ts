import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';

/** How often one member's URLs are tried. */
const intervalMs = 60_000;
const timeoutMs = 3_000;
/** A member announces one or two; how many a hostile one does is not ours to wait for. */
const mostURLs = 8;

/** A member that answers at an endpoint of the connection, and the client URLs that it announces instead. */
export interface AnnouncedElsewhere {
  readonly member: MemberId;
  readonly urls: readonly string[];
}

/**
 * Whether members can be connected to where they announce it, of those that are asked elsewhere. Connects and sends
 * nothing: what listens there may be anybody.
 */
export class AnnouncedURLs {
  readonly #connection: Pick<OpenConnection, 'dial'>;
  readonly #triedAt = new Map<MemberId, number>();
  readonly #unreachable = new Map<MemberId, Failure>();

  constructor(connection: Pick<OpenConnection, 'dial'>) {
    this.#connection = connection;
  }

  /** The failure at the first URL, by member. */
  get unreachable(): ReadonlyMap<MemberId, Failure> {
    return this.#unreachable;
  }

  /** Tries the URLs of those whose turn it is, and returns before it is known. All others are forgotten. */
  refresh(those: readonly AnnouncedElsewhere[], signal: Abort | undefined): void {
    for (const member of this.#triedAt.keys()) {
      if (!those.some((one) => one.member === member)) this.#forget(member);
    }
    for (const one of those) {
      const triedAt = this.#triedAt.get(one.member);
      if (triedAt === undefined || performance.now() - triedAt >= intervalMs) void this.#try(one, signal);
    }
  }

  async #try({ member, urls }: AnnouncedElsewhere, signal: Abort | undefined): Promise<void> {
    this.#triedAt.set(member, performance.now());
    let first: Failure | null = null;
    for (const endpoint of urls.slice(0, mostURLs)) {
      try {
        (await this.#connection.dial(endpoint, { timeoutMs, signal })).destroy();
        this.#unreachable.delete(member);
        return;
      } catch (error) {
        if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') {
          this.#forget(member);
          return;
        }
        first ??= { ...error.toFailure(), endpoint, member };
      }
    }
    // It may have been forgotten meanwhile.
    if (first !== null && this.#triedAt.has(member)) this.#unreachable.set(member, first);
  }

  #forget(member: MemberId): void {
    this.#triedAt.delete(member);
    this.#unreachable.delete(member);
  }
}
