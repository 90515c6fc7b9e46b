import type { MemberStatus } from '../../../contract/cluster.ts';

/** Where the members of a Kubernetes cluster's etcd run: on its nodes, or on hosts of their own. */
export type Deployment = 'stacked' | 'external';

export const deploymentWords: Readonly<Record<Deployment, string>> = {
  stacked: 'Stacked: the members run on control-plane nodes: losing a node loses a member.',
  external: 'External: the members run on hosts of their own, apart from the nodes of Kubernetes.',
};

type Placed = Pick<MemberStatus, 'name' | 'peerURLs'>;

/** Counts the members that run on one of the nodes, by their names and the hosts of their peer URLs. */
const membersOn = (members: readonly Placed[], nodes: ReadonlySet<string>): number =>
  members.filter((member) => [member.name, ...hostsOf(member)].some((called) => nodes.has(called))).length;

/** Whether every member runs on a node that is called so: a name, or an address. */
export const isStacked = (members: readonly Placed[], nodes: ReadonlySet<string>): boolean =>
  members.length > 0 && membersOn(members, nodes) === members.length;

/** Whether no member does, by the names and addresses of all nodes. */
export const isExternal = (members: readonly Placed[], nodes: ReadonlySet<string>): boolean =>
  nodes.size > 0 && members.length > 0 && membersOn(members, nodes) === 0;

function hostsOf({ peerURLs }: Placed): readonly string[] {
  return peerURLs.flatMap((url) => (URL.canParse(url) ? [new URL(url).hostname.replace(/^\[|\]$/g, '')] : []));
}

/** Returns the addresses in a Node as it is shown: in YAML, one a line. */
export const addressesIn = (yaml: string): readonly string[] =>
  [...yaml.matchAll(/^ *(?:- )?address: "?([^\s"]{1,253})"?$/gm)].map(([, address = '']) => address);
