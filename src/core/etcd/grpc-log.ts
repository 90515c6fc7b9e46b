import { format } from 'node:util';
import { logVerbosity, setLogger, setLogVerbosity } from '@grpc/grpc-js';
import { tellStderr } from '../log/stderr-logger.ts';
import { words } from '../terminal/printable.ts';

/**
 * Keeps gRPC from writing to stderr by itself, where it repeats text from a server (1.14.7: a header that it does not
 * accept). A failed call carries its own failure. `GRPC_VERBOSITY` and `GRPC_TRACE` still turn gRPC's log on, with
 * printable text only.
 */
export function quietGrpc(env: Readonly<Record<string, string | undefined>>): void {
  const tell = (...parts: readonly unknown[]): void => tellStderr(words`gRPC: ${format(...parts)}\n`);
  setLogger({ error: tell, info: tell, debug: tell });
  const isAskedFor = ['GRPC_VERBOSITY', 'GRPC_NODE_VERBOSITY', 'GRPC_TRACE', 'GRPC_NODE_TRACE'].some(
    (name) => env[name],
  );
  if (!isAskedFor) setLogVerbosity(logVerbosity.NONE);
}
