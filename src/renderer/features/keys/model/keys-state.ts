import { toHex } from '../../../ui/byte-text.ts';
import { newOpenKey, type OpenKey } from './open-key.ts';

/** The keys in tabs, by their bytes in hexadecimal, and the one in front. */
export interface KeysState {
  readonly tabs: readonly OpenKey[];
  readonly active: string | null;
}

const mostTabs = 40;

export const nameOfTab = (open: OpenKey): string => toHex(open.key);

export const tabOf = (state: KeysState, name: string): OpenKey | undefined =>
  state.tabs.find((tab) => nameOfTab(tab) === name);

/** Opens a key in front; the oldest tab without an edit is closed where there are too many. */
export function withOpen(state: KeysState, key: Uint8Array): KeysState {
  const active = toHex(key);
  if (tabOf(state, active) !== undefined) return { ...state, active };
  const idle = state.tabs.length < mostTabs ? undefined : state.tabs.find((tab) => tab.draft === null);
  return { tabs: [...state.tabs.filter((tab) => tab !== idle), newOpenKey(key)], active };
}

/** Closes a tab; its neighbour comes to the front. */
export function withoutTab({ tabs: before, active }: KeysState, name: string): KeysState {
  const at = before.findIndex((tab) => nameOfTab(tab) === name);
  const tabs = before.filter((tab) => nameOfTab(tab) !== name);
  const next = tabs[Math.min(at, tabs.length - 1)];
  return { tabs, active: active !== name ? active : next === undefined ? null : nameOfTab(next) };
}

export function withChange(state: KeysState, name: string, change: (open: OpenKey) => OpenKey): KeysState {
  const tabs = state.tabs.map((tab) => (nameOfTab(tab) === name ? change(tab) : tab));
  return tabs.every((tab, at) => tab === state.tabs[at]) ? state : { ...state, tabs };
}
