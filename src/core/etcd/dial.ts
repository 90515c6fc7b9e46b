import { type ChannelCredentials, Client, credentials } from '@grpc/grpc-js';
import { mostAnswerBytes } from './answer-bounds.ts';
import { toDialTarget } from './endpoint.ts';
import { toEtcdeckError } from './failures.ts';
import { quietGrpc } from './grpc-log.ts';
import type { PlaceholderSocket } from './placeholder-socket.ts';
import type { TlsMaterial } from './secure-context.ts';
import { type Detour, toCredentials, toPlainCredentials } from './tls.ts';
import type { Tunnel } from './tunnel.ts';

quietGrpc(process.env);

/** How a gRPC channel reaches its endpoint and keeps it. */
export interface DialSettings {
  readonly tls: TlsMaterial | null;
  readonly keepAliveMs: number;
  readonly keepAliveTimeoutMs: number;
  /** The tunnel to the endpoint; absent where this machine's own network reaches it. */
  readonly tunnel?: Tunnel | null | undefined;
}

/** How long a tunnel may take to reach an endpoint. */
const tunnelTimeoutMs = 20_000;

const options = {
  'grpc.max_receive_message_length': mostAnswerBytes,
  'grpc.enable_http_proxy': 0,
  // gRPC's own retries would send a write twice.
  'grpc.enable_retries': 0,
  // etcd closes the connection (GOAWAY, "too many pings") of clients that ping without a call, or more often than every
  // 5 s.
  'grpc.keepalive_permit_without_calls': 0,
  // Without it, a laptop that wakes may wait for a back-off of up to two minutes, gRPC's default.
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 2000,
  // Without it, every dial queries DNS for a TXT record too.
  'grpc.service_config_disable_resolution': 1,
  // Without it, two connections to one endpoint would share a socket.
  'grpc.use_local_subchannel_pool': 1,
  // HTTP/2's default window of 64 KiB limits a snapshot to 1 MB/s at a round trip of 60 ms.
  'grpc-node.flow_control_window': 1024 * 1024,
};

/**
 * Returns a gRPC channel to one endpoint, which connects when first used. A tunnel needs a placeholder, which is closed
 * with the channel. Certificates are verified against the endpoint's own host in both cases. Fails with
 * `EndpointInvalid`, `KeyMismatch`, `CertificateInvalid`, `PrivateKeyInvalid`.
 */
export function dial(endpoint: string, settings: DialSettings, placeholder: PlaceholderSocket | null): Client {
  const { tls, keepAliveMs, keepAliveTimeoutMs } = settings;
  const { host, target, isTls } = toDialTarget(endpoint);
  const serverName = isTls ? (tls?.serverName ?? null) : null;
  const detour = detourOf(target, host, settings.tunnel ?? null, placeholder);
  const plain = (): ChannelCredentials => (detour === null ? credentials.createInsecure() : toPlainCredentials(detour));
  const authority = serverName ?? (detour === null ? null : target);
  try {
    return new Client(placeholder?.target ?? target, isTls ? toCredentials(host, tls, detour) : plain(), {
      ...options,
      'grpc.keepalive_time_ms': keepAliveMs,
      'grpc.keepalive_timeout_ms': keepAliveTimeoutMs,
      ...(authority === null ? {} : { 'grpc.default_authority': authority }),
    });
  } catch (error) {
    throw toEtcdeckError(error, { endpoint, operation: 'dial', isWrite: false });
  }
}

function detourOf(
  target: string,
  host: string,
  tunnel: Tunnel | null,
  placeholder: PlaceholderSocket | null,
): Detour | null {
  if (tunnel === null || placeholder === null) return null;
  const port = Number(target.slice(target.lastIndexOf(':') + 1));
  return {
    ready: () => placeholder.ready(),
    open: () => tunnel.open({ host, port }, { timeoutMs: tunnelTimeoutMs }),
  };
}
