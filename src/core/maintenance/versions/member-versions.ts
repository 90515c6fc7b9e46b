import type { Abort } from '../../../contract/abort.ts';
import type { MemberStatus } from '../../../contract/cluster.ts';
import type { FeatureGate, MemberVersions } from '../../../contract/maintenance.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import { toEtcdeckError } from '../../etcd/failures.ts';
import { askVersion } from '../../members/command-line/member-version.ts';
import type { MetricsSample } from '../../metrics/prometheus-text.ts';
import { scrapeMembers } from '../../metrics/scrape-members.ts';
import { askAtAnyURL } from './member-urls.ts';
import { isAtLeast } from './minor-version.ts';

const timeoutMs = 3_000;
const mostGates = 64;
const isGateText = /^[A-Za-z0-9_-]{1,64}$/;

/** Reads one member's versions, and its feature gates where its version has them. A failure is its row's. */
export async function memberVersions(
  held: OpenConnection,
  member: MemberStatus,
  signal: Abort | undefined,
): Promise<MemberVersions> {
  const { id, name, latencyMs, version, failure } = member;
  const row: MemberVersions = {
    ...{ member: id, name, server: version, cluster: null, storage: null, gates: [] },
    failure,
  };
  // A member that answers nothing would take the whole time.
  if (latencyMs === null) return row;
  let told = row;
  try {
    const said = await askAtAnyURL(member, (url) => askVersion(held, url, { timeoutMs, signal }));
    if (said !== null) told = { ...row, ...said };
  } catch (error) {
    const why = toEtcdeckError(error, { operation: 'GET /version', isWrite: false }).toFailure();
    return { ...row, failure: failure ?? { ...why, member: id } };
  }
  if (!isAtLeast(told.server, 6)) return told;
  const [scraped] = await scrapeMembers(held, [member], signal);
  if (scraped === undefined || scraped.sample === null)
    return { ...told, failure: failure ?? scraped?.failure ?? null };
  return { ...told, gates: gatesIn(scraped.sample) };
}

/** Returns the feature gates in a member's metrics, by name. */
export function gatesIn({ series }: MetricsSample): readonly FeatureGate[] {
  const gates = (series.get('etcd_server_feature_enabled') ?? []).flatMap(({ labels, value }) => {
    const [name, stage] = [labels.get('name'), labels.get('stage')];
    if (name === undefined || stage === undefined) return [];
    if (!isGateText.test(name) || !isGateText.test(stage || 'GA')) return [];
    // An empty stage is that of a feature that is there for good.
    return [{ name, stage: stage || 'GA', isEnabled: value === 1 }];
  });
  return gates.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, mostGates);
}
