import type { AccessApi, OwnAccess } from '../../contract/access.ts';
import { type ErrorCode, EtcdeckError } from '../../contract/failure.ts';
import type { OpenConnection, OpenConnections } from '../connections/held/open-connections.ts';
import type { Clock } from '../ports.ts';
import type { ReadPermissions } from '../sources/permitted-reads.ts';
import { partsOf, readableSpans } from './permitted-spans.ts';
import { readableWords } from './readable-words.ts';

/** Roles change seldom, and asking costs the cluster an entry of its log for each. */
const keptMs = 15_000;

/** What connections' users may do: for windows, and for the reads that are refused a part. */
export interface Access {
  readonly api: Pick<AccessApi, 'own'>;
  /** Returns what the user of an open connection may read. */
  permissions(connection: OpenConnection): ReadPermissions;
}

/** What the users of open connections may do, each asked once in a while. */
export function createAccess(open: OpenConnections, { clock }: { readonly clock: Clock }): Access {
  const known = new WeakMap<OpenConnection, { readonly at: number; readonly access: Promise<OwnAccess> }>();

  const own = async (connection: OpenConnection, isFresh: boolean): Promise<OwnAccess> => {
    const kept = known.get(connection);
    const ageMs = kept === undefined ? 0 : clock.now() - kept.at;
    if (kept !== undefined && !isFresh && ageMs >= 0 && ageMs < keptMs) return await kept.access;
    const { client, profile, certificateName, closed } = connection;
    // Shared by all that ask, so that none of them ends it by leaving.
    const access = import('./own-access.ts').then(({ learnOwnAccess }) =>
      learnOwnAccess({ client, user: profile.user, certificateName }, { signal: closed }),
    );
    known.set(connection, { at: clock.now(), access });
    // A failure is not kept: the next caller tries again.
    access.catch(() => known.get(connection)?.access === access && known.delete(connection));
    return await access;
  };

  return {
    api: { own: async ({ connection }) => await own(open.require(connection), false) },
    permissions: (connection) => ({
      async within(span, { isFresh }) {
        return partsOf(span, readableSpans(await own(connection, isFresh)));
      },
      async explained(denial) {
        return explained(denial, await own(connection, false));
      },
    }),
  };
}

const namesNoUser: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['CertificateUserUnknown', 'UserEmpty']);

function explained(denial: EtcdeckError, access: OwnAccess): EtcdeckError {
  if (access.kind === 'unknown' && namesNoUser.has(access.failure.code)) {
    const { endpoint, operation } = denial;
    const facts = {
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(operation === undefined ? {} : { operation }),
    };
    return new EtcdeckError({ ...access.failure, ...facts }, { cause: denial });
  }
  if (access.kind !== 'limited') return denial;
  const { user } = access;
  const readable = readableWords(access);
  const message = `the user ${user} may not read this; ${readable === '' ? 'it may read no key' : `it may read ${readable}`}`;
  return new EtcdeckError({ ...denial.toFailure(), message, detail: { user, readable } }, { cause: denial });
}
