import { z } from 'zod';
import type { Abort } from '../../../contract/abort.ts';
import type { MemberStatus } from '../../../contract/cluster.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { FeatureGate, MemberVersions } from '../../../contract/maintenance.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import { toEtcdeckError } from '../../etcd/failures.ts';
import { askMemberJson } from '../../members/command-line/member-json.ts';
import { askMetrics, labelOf, samplesOf } from '../member-metrics.ts';
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
  { id, name, endpoint, latencyMs, version, failure }: MemberStatus,
  signal: Abort | undefined,
): Promise<MemberVersions> {
  const row = { member: id, name, server: version, cluster: null, storage: null, gates: [] };
  // A member that answers nothing would take the whole time.
  if (endpoint === null || latencyMs === null) return { ...row, failure };
  const bounds = { timeoutMs, signal };
  try {
    const found = shape.safeParse(await askMemberJson(connection, endpoint, '/version', bounds)).data;
    const server = found?.etcdserver ?? version;
    const told = { ...row, server, cluster: found?.etcdcluster ?? null, storage: found?.storage ?? null };
    if (!isAtLeast(server, 6)) return { ...told, failure };
    try {
      return { ...told, gates: gatesIn(await askMetrics(connection, endpoint, bounds)), failure };
    } catch (error) {
      return { ...told, failure: failure ?? failureOf(error, 'GET /metrics') };
    }
  } catch (error) {
    return { ...row, failure: failure ?? failureOf(error, 'GET /version') };
  }

  function failureOf(error: unknown, operation: string): Failure {
    const failed = toEtcdeckError(error, { operation, isWrite: false }).toFailure();
    return { ...failed, member: id };
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
