import { format } from 'node:util';
import { logVerbosity, setLogger, setLogVerbosity } from '@grpc/grpc-js';
import { tellStderr } from '../log/stderr-logger.ts';
import { words } from '../terminal/printable.ts';

/**
 * Keeps gRPC from writing to stderr by itself, where it would repeat what a server sent (1.14.7: a header that it does
 * not take). A failed call says what failed. An operator who asks for gRPC's own words (`GRPC_VERBOSITY`,
 * `GRPC_TRACE`) gets them, printable.
 */
export function quietGrpc(env: Readonly<Record<string, string | undefined>>): void {
  const tell = (...parts: readonly unknown[]): void => tellStderr(words`gRPC: ${format(...parts)}\n`);
  setLogger({ error: tell, info: tell, debug: tell });
  const isAskedFor = ['GRPC_VERBOSITY', 'GRPC_NODE_VERBOSITY', 'GRPC_TRACE', 'GRPC_NODE_TRACE'].some(
    (name) => env[name],
  );
  if (!isAskedFor) setLogVerbosity(logVerbosity.NONE);
}
