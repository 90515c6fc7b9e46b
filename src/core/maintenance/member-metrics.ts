import { EtcdeckError } from '../../contract/failure.ts';
import type { Bounds } from '../connections/bounded-wait.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';

/** A member's metrics are 150 to 290 kB. */
const mostBytes = 4 * 1024 * 1024;

/** One line of metrics. */
interface Sample {
  /** The text between the braces; empty where there are none. */
  readonly labels: string;
  readonly value: number;
}

/**
 * Reads `/metrics` of a member's client URL. Needs no quorum and no token; costs the member 8 ms of CPU. Fails as
 * `httpGet` does, and with `Unavailable` where the member serves none there.
 */
export async function askMetrics(
  connection: Pick<OpenConnection, 'get'>,
  endpoint: string,
  bounds: Bounds,
): Promise<string> {
  if (!URL.canParse('/metrics', endpoint)) throw invalid(endpoint);
  const { status, body } = await connection.get(new URL('/metrics', endpoint).href, { ...bounds, mostBytes });
  if (status === 200) return new TextDecoder().decode(body);
  const message = `the member answers /metrics with ${status}`;
  throw new EtcdeckError({ code: 'Unavailable', message, endpoint, operation: 'GET /metrics' });
}

function invalid(endpoint: string): EtcdeckError {
  const message = 'a client URL is http(s)://host:port';
  return new EtcdeckError({ code: 'EndpointInvalid', message, endpoint, operation: 'GET /metrics' });
}

/** Returns the lines of one metric. */
export function samplesOf(metrics: string, name: string): readonly Sample[] {
  return metrics.split('\n').flatMap((line) => {
    if (!line.startsWith(name)) return [];
    const rest = line.slice(name.length);
    const end = rest.startsWith('{') ? rest.lastIndexOf('} ') : -1;
    if (end < 0 && !rest.startsWith(' ')) return [];
    const value = Number(rest.slice(end < 0 ? 1 : end + 2));
    return Number.isFinite(value) ? [{ labels: end < 0 ? '' : rest.slice(1, end), value }] : [];
  });
}

/** Returns the value of a label; `null` where the line has no such label. Names of etcd's own have nothing escaped. */
export function labelOf(labels: string, label: string): string | null {
  const found = labels.split(',').find((one) => one.startsWith(`${label}="`) && one.endsWith('"'));
  return found === undefined ? null : found.slice(label.length + 2, -1);
}
