import type { ConnectionId } from '../../../../contract/ids.ts';
import { readRemembered, remember } from '../../../state/window-memory.ts';

/** The tabs of a connection, by their keys in hexadecimal. */
export interface ConnectionTabs {
  readonly connection: ConnectionId;
  readonly keys: readonly string[];
  readonly active: string | null;
}

/** The tabs of the connections that were open last, newest first. */
export type SavedTabs = readonly ConnectionTabs[];

const mostConnections = 8;

export function readTabs(json: unknown): SavedTabs | null {
  return Array.isArray(json) && json.every(isConnectionTabs) ? json : null;
}

function isConnectionTabs(json: unknown): json is ConnectionTabs {
  if (typeof json !== 'object' || json === null) return false;
  const { connection, keys, active } = json as Partial<Record<keyof ConnectionTabs, unknown>>; // any object has them, or not
  const hasKeys = Array.isArray(keys) && keys.every((key) => typeof key === 'string');
  return typeof connection === 'string' && hasKeys && (active === null || typeof active === 'string');
}

/** Puts the tabs of one connection in front of the others. */
export function withTabs(before: SavedTabs, tabs: ConnectionTabs): SavedTabs {
  const others = before.filter((each) => each.connection !== tabs.connection);
  return tabs.keys.length === 0 ? others : [tabs, ...others].slice(0, mostConnections);
}

const placeOf = (connection: ConnectionId): string => `keys.tabs/${connection}`;

/** Returns the tabs that this window had of a connection, or `null` where it never showed any. */
export const rememberedTabs = (connection: ConnectionId): ConnectionTabs | null =>
  readRemembered(placeOf(connection), (json) => (isConnectionTabs(json) ? json : null));

export const rememberTabs = (tabs: ConnectionTabs): void => remember(placeOf(tabs.connection), tabs);
