import type { ConnectionSummary } from '../../contract/connections/summary.ts';
import { type Command, commandFinder, useCommandSource } from '../state/commands.ts';
import { findConnections, recentFirst } from '../state/connection-search.ts';
import { useConnections } from '../state/connections.ts';
import { goTo, isShown, openWindow, type Route } from '../state/route.ts';
import { firstPlaceOf } from '../state/screens.ts';
import { ConnectIcon, WindowIcon } from '../ui/icons.tsx';

/** The most connections that are offered for a text. */
const most = 5;
const verbs = ['open', 'connect', 'switch'];

/** Offers the connections that match what is typed, here and in a new window. */
export function useConnectionChoices(): void {
  const { data } = useConnections();
  useCommandSource((query) => chosenBy(query, data ?? []).flatMap(commandsOf));
}

/** Where names of keys are typed, only a text that begins with a verb is about connections. */
function chosenBy(query: string, connections: readonly ConnectionSummary[]): readonly ConnectionSummary[] {
  const [first = '', ...others] = query.toLowerCase().trim().split(/\s+/);
  const hasVerb = first.length > 1 && verbs.some((verb) => verb.startsWith(first));
  if (first === '' || (!hasVerb && commandFinder.get() !== null)) return [];
  const usable = recentFirst(connections.filter(({ damage }) => damage === null));
  return findConnections(usable, hasVerb ? others.join(' ') : query).slice(0, most);
}

function commandsOf({ profile }: ConnectionSummary): readonly Command[] {
  const route: Route = { screen: 'workbench', connection: profile.id, place: firstPlaceOf(profile.id), focus: null };
  const { tags, endpoints, discovery } = profile;
  const keywords = ['switch open window', ...tags, ...endpoints, discovery?.domain ?? ''].join(' ');
  const offered = { group: 'Connections', keywords };
  const here: Command = {
    ...offered,
    id: `connection.open.${profile.id}`,
    title: `Connect to ${profile.name}`,
    icon: <ConnectIcon />,
    run: () => goTo(route),
  };
  const beside: Command = {
    ...offered,
    id: `connection.window.${profile.id}`,
    title: `Open ${profile.name} in a new window`,
    icon: <WindowIcon />,
    run: () => openWindow(route),
  };
  return isShown(profile.id) ? [beside] : [here, beside];
}
