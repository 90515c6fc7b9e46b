import { clusterTabOf } from './cluster-tabs.ts';
import { connectionDialog } from './connection-dialog.ts';
import { overlay } from './overlay.ts';
import type { Route } from './route.ts';
import { snapshotDialog } from './snapshot-dialogs.ts';

/** A place in the guide. */
export interface GuidePlace {
  /** The name of a page; a failure’s is `failure-CODE`. */
  readonly page: string;
  /** A heading of it; `null`: its beginning. */
  readonly anchor: string | null;
}

const at = (page: string, anchor: string | null = null): GuidePlace => ({ page, anchor });

/** The place in the guide for every screen and dialog that F1 is pressed on. */
export const guidePages = {
  start: at('start'),
  form: at('connections'),
  import: at('connections', 'import-what-you-have'),
  certificates: at('connections', 'find-out-why-it-does-not-work'),
  lab: at('lab'),
  cluster: at('cluster'),
  metrics: at('cluster', 'figures-over-time'),
  maintenance: at('maintenance'),
  doctor: at('maintenance', 'the-doctor'),
  keys: at('keys'),
  kubernetes: at('kubernetes'),
  watches: at('watches'),
  compare: at('compare'),
  snapshots: at('snapshots'),
  journal: at('journal'),
  access: at('access'),
  leases: at('leases'),
  transactions: at('transactions'),
  snapshot: at('snapshots', 'open-one'),
  restore: at('restore', 'restore'),
  rehearse: at('restore', 'rehearse'),
  decoders: at('decoders'),
  sandbox: at('start', 'without-a-cluster'),
  newCluster: at('members', 'a-new-cluster'),
  shortcuts: at('start', 'keyboard'),
} as const satisfies Readonly<Record<string, GuidePlace>>;

/** Returns the place in the guide for what a window shows now: the dialog that lies on top, else its screen. */
export function guidePlaceOf(route: Route): GuidePlace {
  return guidePages[dialogShown() ?? screenShown(route)];
}

function dialogShown(): keyof typeof guidePages | null {
  switch (overlay.get()) {
    case 'sandbox':
    case 'sandbox-now':
      return 'sandbox';
    case 'new-cluster':
      return 'newCluster';
    case 'decoders':
      return 'decoders';
    case 'shortcuts':
      return 'shortcuts';
  }
  const dialog = connectionDialog.get();
  if (dialog !== null) return dialog.kind === 'certificates' ? 'certificates' : 'import';
  return snapshotDialog.get()?.kind ?? null;
}

function screenShown(route: Route): keyof typeof guidePages {
  switch (route.screen) {
    case 'workbench': {
      if (route.place !== 'cluster') return route.place;
      const tab = clusterTabOf(route);
      return tab === 'members' ? 'cluster' : tab;
    }
    case 'file':
      return route.place;
    default:
      return route.screen === 'form' ? 'form' : 'start';
  }
}
