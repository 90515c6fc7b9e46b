import type { SourceId } from '../../../parts/source/source-id.ts';
import { readRemembered, remember } from '../../../state/window-memory.ts';

/** The tabs of a source, by their keys in hexadecimal. */
export interface SourceTabs {
  /** A connection's id, or a file's. */
  readonly connection: SourceId;
  readonly keys: readonly string[];
  readonly active: string | null;
}

/** The tabs of the sources that were open last, newest first. */
export type SavedTabs = readonly SourceTabs[];

const mostSources = 8;

export function readTabs(json: unknown): SavedTabs | null {
  return Array.isArray(json) && json.every(isSourceTabs) ? json : null;
}

function isSourceTabs(json: unknown): json is SourceTabs {
  if (typeof json !== 'object' || json === null) return false;
  const { connection, keys, active } = json as Partial<Record<keyof SourceTabs, unknown>>; // any object has them, or not
  const hasKeys = Array.isArray(keys) && keys.every((key) => typeof key === 'string');
  return typeof connection === 'string' && hasKeys && (active === null || typeof active === 'string');
}

/** Returns all tabs, with those of one source as they are now. */
export function withTabs(before: SavedTabs, tabs: SourceTabs): SavedTabs {
  const others = before.filter((each) => each.connection !== tabs.connection);
  return tabs.keys.length === 0 ? others : [tabs, ...others].slice(0, mostSources);
}

const placeOf = (source: SourceId): string => `keys.tabs/${source}`;

/** Returns the tabs that this window had of a source, or `null` where it never showed any. */
export const rememberedTabs = (source: SourceId): SourceTabs | null =>
  readRemembered(placeOf(source), (json) => (isSourceTabs(json) ? json : null));

export const rememberTabs = (tabs: SourceTabs): void => remember(placeOf(tabs.connection), tabs);
