import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { toNumber } from './ids.ts';

/**
 * Whether auth is enabled. Fails with `Unimplemented` on 3.4, and with `PermissionDenied` for others than root before 3.7
 * (3.5.30, 3.6.14).
 */
export async function authStatus(
  client: EtcdClient,
  options?: EtcdCallOptions,
): Promise<{ readonly enabled: boolean; readonly authRevision: number }> {
  const { answer } = await client.call(({ auth }) => auth.authStatus(), options);
  return { enabled: answer.enabled, authRevision: toNumber(answer.authRevision) };
}
