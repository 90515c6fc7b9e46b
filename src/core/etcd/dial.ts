import { Client, credentials } from '@grpc/grpc-js';
import { toDialTarget } from './endpoint.ts';
import { toEtcdError } from './failures.ts';
import { type TlsMaterial, toCredentials } from './tls.ts';

export interface DialSettings {
  readonly tls: TlsMaterial | null;
  readonly keepAliveMs: number;
  readonly keepAliveTimeoutMs: number;
}

const options = {
  'grpc.max_receive_message_length': -1,
  'grpc.enable_http_proxy': 0,
  // gRPC's own retries would send a write twice.
  'grpc.enable_retries': 0,
  // etcd hangs up (GOAWAY, "too many pings") on whoever pings without a call, or more often than every 5 s.
  'grpc.keepalive_permit_without_calls': 0,
  // A laptop that wakes must not wait for a back-off that grew to its default of two minutes.
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 2000,
  // Without it every dial asks DNS for a TXT record too.
  'grpc.service_config_disable_resolution': 1,
  // Without it a closed channel's connection lives on in a pool that all channels share.
  'grpc.use_local_subchannel_pool': 1,
  // HTTP/2's default of 64 KiB in flight would hold a snapshot to 1 MB/s over a line of 60 ms.
  'grpc-node.flow_control_window': 1024 * 1024,
};

/**
 * A gRPC channel to one endpoint, which connects when first used. Fails with `EndpointInvalid`, `KeyMismatch`,
 * `CertificateInvalid`, `PrivateKeyInvalid`.
 */
export function dial(endpoint: string, { tls, keepAliveMs, keepAliveTimeoutMs }: DialSettings): Client {
  const { host, target, isTls } = toDialTarget(endpoint);
  const serverName = isTls ? (tls?.serverName ?? null) : null;
  try {
    return new Client(target, isTls ? toCredentials(host, tls) : credentials.createInsecure(), {
      ...options,
      'grpc.keepalive_time_ms': keepAliveMs,
      'grpc.keepalive_timeout_ms': keepAliveTimeoutMs,
      ...(serverName === null ? {} : { 'grpc.default_authority': serverName }),
    });
  } catch (error) {
    throw toEtcdError(error, { endpoint, operation: 'dial', isWrite: false });
  }
}
