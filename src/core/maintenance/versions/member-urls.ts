import type { MemberStatus } from '../../../contract/cluster.ts';
import { EtcdeckError } from '../../../contract/failure.ts';

const mostURLs = 3;

/**
 * Asks a member over HTTP where it was asked for its status, else at the client URLs that it announces: what passes gRPC on
 * need not pass HTTP. Returns the first answer that is not `null`. Fails as the first URL did, where none answers.
 */
export async function askAtAnyURL<Answer>(
  { endpoint, clientURLs }: Pick<MemberStatus, 'endpoint' | 'clientURLs'>,
  ask: (url: string) => Promise<Answer | null>,
): Promise<Answer | null> {
  const urls = [...new Set([...(endpoint === null ? [] : [endpoint]), ...clientURLs])].slice(0, mostURLs);
  let failure: unknown = null;
  for (const url of urls) {
    try {
      const answer = await ask(url);
      if (answer !== null) return answer;
    } catch (error) {
      if (error instanceof EtcdeckError && error.code === 'Cancelled') throw error;
      failure ??= error;
    }
  }
  if (failure !== null) throw failure;
  return null;
}
