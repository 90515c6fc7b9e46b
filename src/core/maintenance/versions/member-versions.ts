import { z } from 'zod';
import type { Abort } from '../../../contract/abort.ts';
import type { MemberStatus } from '../../../contract/cluster.ts';
import type { FeatureGate, MemberVersions } from '../../../contract/maintenance.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import { toEtcdeckError } from '../../etcd/failures.ts';
import { askMemberJson } from '../../members/command-line/member-json.ts';
import { askMetrics, labelOf, samplesOf } from '../member-metrics.ts';
import { askAtAnyURL } from '../member-urls.ts';
import { isAtLeast } from './minor-version.ts';

const timeoutMs = 3_000;
const mostGates = 64;
const isGateText = /^[A-Za-z0-9_-]{1,64}$/;

const text = z.string().regex(/^[0-9A-Za-z.+-]{1,64}$/);
const shape = z.object({
  etcdserver: text,
  etcdcluster: text.optional().catch(undefined),
  storage: text.optional().catch(undefined),
});

/** Reads one member's versions, and its feature gates where its version has them. A failure is its row's. */
export async function memberVersions(
  connection: Pick<OpenConnection, 'get'>,
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
  const bounds = { timeoutMs, signal };
  const failed = (told: MemberVersions, error: unknown, operation: string): MemberVersions => {
    const why = toEtcdeckError(error, { operation, isWrite: false }).toFailure();
    return { ...told, failure: failure ?? { ...why, member: id } };
  };
  let told = row;
  try {
    const found = await askAtAnyURL(member, async (url) => {
      const answer = shape.safeParse(await askMemberJson(connection, url, '/version', bounds));
      return answer.success ? answer.data : null;
    });
    const { etcdserver = version, etcdcluster = null, storage = null } = found ?? {};
    told = { ...row, server: etcdserver, cluster: etcdcluster, storage };
  } catch (error) {
    return failed(row, error, 'GET /version');
  }
  if (!isAtLeast(told.server, 6)) return told;
  try {
    const metrics = await askAtAnyURL(member, (url) => askMetrics(connection, url, bounds));
    return { ...told, gates: gatesIn(metrics ?? '') };
  } catch (error) {
    return failed(told, error, 'GET /metrics');
  }
}

/** Returns the feature gates in a member's metrics, by name. */
export function gatesIn(metrics: string): readonly FeatureGate[] {
  const gates = samplesOf(metrics, 'etcd_server_feature_enabled').flatMap(({ labels, value }) => {
    const [name, stage] = [labelOf(labels, 'name'), labelOf(labels, 'stage')];
    if (name === null || stage === null || !isGateText.test(name) || !isGateText.test(stage || 'GA')) return [];
    // An empty stage is that of a feature that is there for good.
    return [{ name, stage: stage || 'GA', isEnabled: value === 1 }];
  });
  return gates.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, mostGates);
}
