import { useSyncExternalStore } from 'react';
import type { ConnectionId } from '../../contract/ids.ts';
import { type FilePlace, firstPlaceOf, isFilePlace, isPlace, type Place } from './screens.ts';

/** What a window shows. It lives in the address's fragment, so that a reload comes back to it. */
export type Route =
  | { readonly screen: 'start' }
  /** A new connection, one to edit, or a new one that begins as a copy of another. */
  | { readonly screen: 'form'; readonly mode: 'new' }
  | { readonly screen: 'form'; readonly mode: 'edit' | 'duplicate'; readonly connection: ConnectionId }
  | {
      readonly screen: 'workbench';
      readonly connection: ConnectionId;
      readonly place: Place;
      /** What the place is asked to show, in its own notation; Keys takes a key's bytes in hexadecimal. */
      readonly focus: string | null;
    }
  /** An opened file, on the machine where core runs. */
  | { readonly screen: 'file'; readonly file: string; readonly place: FilePlace; readonly focus: string | null }
  /** The guide, in a window of its own: a page, and a heading of it. */
  | { readonly screen: 'guide'; readonly page: string; readonly anchor: string | null };

const start: Route = { screen: 'start' };

export function parseRoute(fragment: string): Route {
  const [head, id, name, focus] = fragment
    .replace(/^#?\/?/, '')
    .split('/')
    .map((part) => decodePart(part));
  if (head === 'new') return { screen: 'form', mode: 'new' };
  if (id === undefined || id === '') return start;
  if (head === 'guide') return { screen: 'guide', page: id, anchor: name || null };
  if (head === 'file')
    return { screen: 'file', file: id, place: isFilePlace(name) ? name : 'keys', focus: focus || null };
  // An id from the address is as good as any: core knows whether there is such a connection.
  const connection = id as ConnectionId;
  if (head === 'edit' || head === 'duplicate') return { screen: 'form', mode: head, connection };
  if (head !== 'open') return start;
  return {
    screen: 'workbench',
    connection,
    place: isPlace(name) ? name : firstPlaceOf(connection),
    focus: focus || null,
  };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

export function formatRoute(route: Route): string {
  const parts = (): readonly string[] => {
    switch (route.screen) {
      case 'start':
        return [];
      case 'form':
        return route.mode === 'new' ? ['new'] : [route.mode, route.connection];
      case 'workbench':
        return ['open', route.connection, route.place, ...(route.focus === null ? [] : [route.focus])];
      case 'guide':
        return ['guide', route.page, ...(route.anchor === null ? [] : [route.anchor])];
      case 'file':
        return ['file', route.file, route.place, ...(route.focus === null ? [] : [route.focus])];
    }
  };
  return `#/${parts().map(encodeURIComponent).join('/')}`;
}

let read = { fragment: '', route: start as Route };

/** The same object as long as the address is the same, as `useSyncExternalStore` wants it. */
export function currentRoute(): Route {
  const fragment = window.location.hash;
  if (read.fragment !== fragment) read = { fragment, route: parseRoute(fragment) };
  return read.route;
}

/** Calls the listener whenever the address has changed; returns what removes it. */
export const onDidGo = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

export const useRoute = (): Route => useSyncExternalStore(onDidGo, currentRoute);

/** Whether a connection's workbench is what the address names. */
export const isShown = (connection: ConnectionId): boolean => {
  const route = currentRoute();
  return route.screen === 'workbench' && route.connection === connection;
};

export function goTo(route: Route): void {
  window.location.hash = formatRoute(route);
}

/** Opens a new window for a route: a tab in the browser. It is independent of this one. */
export function openWindow(route: Route): void {
  window.open(new URL(formatRoute(route), window.location.href), '_blank', 'noopener');
}
