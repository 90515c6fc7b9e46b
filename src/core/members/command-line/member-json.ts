import type { Bounds } from '../../connections/bounded-wait.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';

/** Members answer with 5 kB at most. */
const mostBytes = 256 * 1024;

/**
 * Reads JSON at a path of a member's client URL, as `/debug/vars`, which members serve to any client with a certificate,
 * without a token. Needs no quorum; costs the member 2 ms of CPU. Returns `null` where it serves no JSON there. Fails as
 * `httpGet` does.
 */
export async function askMemberJson(
  connection: Pick<OpenConnection, 'get'>,
  endpoint: string,
  path: string,
  bounds: Bounds,
): Promise<unknown> {
  if (!URL.canParse(path, endpoint)) return null;
  const { status, body } = await connection.get(new URL(path, endpoint).href, { ...bounds, mostBytes });
  if (status !== 200) return null;
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}
