import type { ConnectionProfile } from '../../contract/connections/profile.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { createStore } from './store.ts';

/** Names a connection, also after it was left. */
export interface ConnectionLabel {
  readonly id: ConnectionId;
  readonly name: string;
  /** Its first endpoint: what tells two connections of one name apart. */
  readonly endpoint: string;
}

/** The connection that this window shows, or `null` outside of any. */
export const shownConnection = createStore<ConnectionLabel | null>(null);

export const labelOf = ({ id, name, endpoints }: ConnectionProfile): ConnectionLabel => ({
  id,
  name,
  endpoint: (endpoints[0] ?? '').replace(/^https?:\/\//, ''),
});

/** Returns the connection's name, with its endpoint where another connection has the same name. */
export function nameAmong(label: ConnectionLabel, others: readonly Pick<ConnectionLabel, 'id' | 'name'>[]): string {
  const isShared = others.some(({ id, name }) => name === label.name && id !== label.id);
  return isShared && label.endpoint !== '' ? `${label.name} (${label.endpoint})` : label.name;
}
