import { z } from 'zod';
import type { Bounds } from '../../connections/bounded-wait.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import { once } from '../../once.ts';
import { askMemberJson } from './member-json.ts';

/** What a member's `/version` says, as `3.6.14`. `null`: its version does not say it. */
export interface SaidVersions {
  readonly server: string;
  readonly cluster: string | null;
  readonly storage: string | null;
}

const text = () => z.string().regex(/^[0-9A-Za-z.+-]{1,64}$/);
const shape = once(() =>
  z.object({
    etcdserver: text(),
    etcdcluster: text().optional().catch(undefined),
    storage: text().optional().catch(undefined),
  }),
);

/** Asks a member for its versions. Returns `null` where what answers says none. Fails as `askMemberJson` does. */
export async function askVersion(
  connection: Pick<OpenConnection, 'get'>,
  endpoint: string,
  bounds: Bounds,
): Promise<SaidVersions | null> {
  const said = shape().safeParse(await askMemberJson(connection, endpoint, '/version', bounds));
  if (!said.success) return null;
  const { etcdserver: server, etcdcluster: cluster = null, storage = null } = said.data;
  return { server, cluster, storage };
}
