import type { Api } from '../contract/api.ts';
import type { ConnectionProfile } from '../contract/connections/profile.ts';
import { EtcdeckError } from '../contract/failure.ts';

/** Returns the saved connection of a name. Fails with `ConnectionUnknown` where none has it, or several do. */
export async function savedConnection(api: Api, name: string): Promise<ConnectionProfile> {
  const [only, ...more] = (await api.connections.list({})).filter(({ profile }) => profile.name === name);
  if (only !== undefined && more.length === 0) return only.profile;
  const message =
    only === undefined
      ? `no saved connection is called ${name}`
      : `${more.length + 1} saved connections are called ${name}`;
  throw new EtcdeckError({ code: 'ConnectionUnknown', message });
}
