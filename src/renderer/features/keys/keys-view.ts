/** The ways to look at the keys beneath a prefix. */
export const keysViews = ['tree', 'list', 'search'] as const;

export type KeysView = (typeof keysViews)[number];

export const viewTitles: Readonly<Record<KeysView, string>> = {
  tree: 'Show as a tree',
  list: 'Show as a list',
  search: 'Search for keys',
};

export const readView = (json: unknown): KeysView | null => keysViews.find((view) => view === json) ?? null;
