import { endpointPartsOrNull, isUnspecified } from '../connections/endpoints.ts';
import { removedFlag } from '../members/command-line/removed-flags.ts';
import { writtenOut } from '../terminal/steering.ts';

/** A member of an `--initial-cluster`. */
export interface ReadMember {
  readonly name: string;
  readonly peerURLs: readonly string[];
}

/** What a member's configuration says of its cluster, as it stands there. */
interface ReadConfiguration {
  readonly members: readonly ReadMember[];
  /** The member's own name; `null` where the text does not say it. */
  readonly name: string | null;
  readonly state: string | null;
  /** Its own peer URLs; empty where the text does not say them. */
  readonly advertised: readonly string[];
  /** Its client URLs; empty where the text does not say them. */
  readonly announced: readonly string[];
  /** Every setting, by the name of its flag. */
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  /** A setting whose value is only known where the member starts. */
  readonly variable: string | null;
}

const longestShown = 100;

/** Returns what keeps a member of this configuration from starting, or its cluster from being what it looks like. */
export function initialClusterFaults(configuration: ReadConfiguration): readonly string[] {
  if (configuration.variable !== null) {
    return [`${configuration.variable} has a variable, so that its value is only known on the member’s host`];
  }
  return [
    ...faultsOfState(configuration),
    ...faultsOfNames(configuration),
    ...faultsOfOwnURLs(configuration),
    ...faultsOfListening(configuration),
    ...faultsOfURLs(configuration),
    ...faultsOfCount(configuration),
    ...faultsOfFlags(configuration),
  ];
}

function faultsOfState({ state }: ReadConfiguration): readonly string[] {
  if (state === null || state === 'new' || state === 'existing') return [];
  return [`initial-cluster-state is ${shown(state)}; etcd knows new and existing`];
}

function faultsOfNames({ members, name }: ReadConfiguration): readonly string[] {
  const faults = members
    .filter((member) => member.name === '' || /\s/u.test(member.name))
    .map((member) => `the name “${shown(member.name)}” is empty or has a space; etcd takes the space for a part of it`);
  if (name !== null && members.length > 0 && members.every((member) => member.name !== name)) {
    faults.push(`its own name, ${shown(name)}, is not in the list`);
  }
  for (const member of members) {
    const hosts = new Set(member.peerURLs.map((url) => endpointPartsOrNull(url)?.host ?? url));
    if (hosts.size < 2) continue;
    faults.push(
      `${shown(member.name)} is listed with ${member.peerURLs.length} URLs of different hosts: to etcd that is one ` +
        'member, not several of the same name',
    );
  }
  return faults;
}

/** etcd compares the two as sets, by their text or by the addresses that they lead to. */
function faultsOfOwnURLs({ members, name, advertised }: ReadConfiguration): readonly string[] {
  const own = members.find((member) => member.name === name);
  if (own === undefined || advertised.length === 0) return [];
  const missing = advertised.filter((url) => !own.peerURLs.includes(url));
  const more = own.peerURLs.filter((url) => !advertised.includes(url));
  return [
    ...missing.map((url) => `it announces ${shown(url)}, which the list does not have as its URL`),
    ...more.map((url) => `the list has ${shown(url)} as its URL, which it does not announce`),
  ];
}

/** URLs to listen at, where others are to dial them. */
function faultsOfListening({ advertised, announced }: ReadConfiguration): readonly string[] {
  const faultsOf = (flag: string, urls: readonly string[]): readonly string[] =>
    urls
      .filter((url) => isUnspecified(endpointPartsOrNull(url)?.host ?? ''))
      .map((url) => `${flag} has ${shown(url)}, which is every address of a host: nobody can dial it from another one`);
  return [...faultsOf('initial-advertise-peer-urls', advertised), ...faultsOf('advertise-client-urls', announced)];
}

function faultsOfFlags({ settings }: ReadConfiguration): readonly string[] {
  return settings.flatMap(({ name, value }) => {
    const removed = removedFlag(name, value, '3.7');
    if (removed === null) return [];
    const instead = removed.instead === '' ? 'nothing takes its place' : `${removed.instead} takes its place`;
    return [`etcd refuses ${removed.flag} from ${removed.since} on: ${instead}`];
  });
}

function faultsOfURLs({ members }: ReadConfiguration): readonly string[] {
  const faults: string[] = [];
  const owners = new Map<string, string>();
  for (const { name, peerURLs } of members) {
    for (const url of peerURLs) {
      const owner = owners.get(url);
      if (owner !== undefined && owner !== name) faults.push(`${shown(owner)} and ${shown(name)} have the same URL`);
      owners.set(url, name);
    }
  }
  const schemes = new Set(members.flatMap(({ peerURLs }) => peerURLs.map((url) => endpointPartsOrNull(url)?.scheme)));
  if (schemes.has('http') && schemes.has('https')) {
    faults.push('some peer URLs are http and others https: members of one kind cannot reach those of the other');
  }
  return faults;
}

function faultsOfCount({ members }: ReadConfiguration): readonly string[] {
  if (members.length === 0) return ['the list is empty'];
  if (members.length % 2 === 1) return [];
  const fewer = members.length - 1;
  return [`it has ${members.length} members: an even number, which tolerates no more failures than ${fewer}`];
}

function shown(text: string): string {
  const short = text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
  return writtenOut(short);
}
