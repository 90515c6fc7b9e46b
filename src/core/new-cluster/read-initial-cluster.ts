import { EtcdeckError } from '../../contract/failure.ts';
import type { InitialCluster } from '../../contract/new-cluster.ts';
import { holdsVariable, listOf } from '../connections/importers/named-settings.ts';
import { readServerText, type ServerText } from '../connections/importers/server-text.ts';
import { newPeerURLChecks } from '../members/peer-url-checks.ts';
import { membersInList } from '../members/start/initial-cluster.ts';
import { initialClusterFaults } from './initial-cluster-faults.ts';

const operation = 'newCluster.read';
/** More than any cluster has. */
const mostURLs = 100;

/**
 * Reads which cluster a member's configuration would make, out of a unit, a static pod, variables, flags or a
 * configuration file. Dials nothing and looks no name up. Fails with `BadRequest`.
 */
export function readInitialCluster(text: string): InitialCluster {
  const read = readServerText(text);
  const given = settingsIn(read);
  const value = given('initial-cluster');
  if (read === null || value === null) {
    throw refused('there is no initial-cluster in it: paste an etcd manifest, unit, configuration file or flags');
  }
  const members = membersInList(value);
  const urls = members.flatMap(({ peerURLs }) => peerURLs);
  if (urls.length > mostURLs) throw refused(`it lists ${urls.length} URLs; ${mostURLs} are the most`);
  const state = given('initial-cluster-state');
  const name = given('name');
  // etcd's own default, which counts where the text is the whole configuration.
  const isWhole = read.format !== 'flags' && read.environmentFiles.length === 0;
  return {
    members,
    token: given('initial-cluster-token'),
    state: state === 'new' || state === 'existing' ? state : null,
    name,
    checks: newPeerURLChecks(urls),
    faults: initialClusterFaults({
      members,
      name: name ?? (isWhole ? 'default' : null),
      state,
      advertised: listOf(given('initial-advertise-peer-urls') ?? ''),
      announced: listOf(given('advertise-client-urls') ?? ''),
      settings: read.settings,
      variable: variableIn(read),
    }),
  };
}

/** Of a name that is given twice, the last one counts, as for etcd. */
function settingsIn(read: ServerText | null): (name: string) => string | null {
  const values = new Map(read?.settings.map(({ name, value }) => [name, value]));
  return (name) => values.get(name) ?? null;
}

/** Returns the first setting of those read here that a variable or a unit's specifier is put into later. */
function variableIn({ format, settings }: ServerText): string | null {
  const read = /^(?:name|initial-cluster|initial-cluster-state|initial-advertise-peer-urls)$/;
  const isOpen = (value: string): boolean => holdsVariable(value) || (format === 'unit' && /%[A-Za-z]/.test(value));
  return settings.find(({ name, value }) => read.test(name) && isOpen(value))?.name ?? null;
}

function refused(message: string): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message, operation });
}
