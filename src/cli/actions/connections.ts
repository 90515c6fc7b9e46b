import type { ConnectionSummary } from '../../contract/connections/summary.ts';
import { type Printable, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { table } from '../table.ts';

export async function connections(invocation: Invocation): Promise<ExitCode> {
  const { console, format } = invocation;
  const saved = await invocation.withApi((api) => api.connections.list({}));
  await console.print(format === 'json' ? jsonLine({ connections: saved.map(toJson) }) : toTable(saved));
  if (saved.length === 0 && format !== 'json') console.tell(none);
  return 0;
}

const none = words`No connection is saved. The app saves them: etcdeck serve --open opens it.\n`;

function toJson({ profile, damage }: ConnectionSummary): unknown {
  const { name, endpoints, environment } = profile;
  return {
    name,
    endpoints,
    environment,
    error: damage === null ? null : { code: 'SettingsDamaged', message: damage.reason },
  };
}

function toTable(saved: readonly ConnectionSummary[]): Printable {
  const rows = saved.map(({ profile: { name, endpoints, environment }, damage }) => [
    name,
    endpoints.join(',') || '-',
    damage === null ? (environment ?? '-') : `DAMAGED: ${damage.reason}`,
  ]);
  return table(['NAME', 'ENDPOINTS', 'ENVIRONMENT'], rows);
}
