import type { Quorum } from '../contract/cluster.ts';
import type { Failure } from '../contract/failure.ts';

/** Returns a quorum as every command has it in JSON. */
export function quorumJson({ voters, healthy, needed, tolerance }: Quorum): unknown {
  return { voters, healthy, needed, tolerance };
}

/** Returns a failure as every command has it in JSON. */
export function errorJson(failure: Failure | null): { readonly code: string; readonly message: string } | null {
  return failure === null ? null : { code: failure.code, message: failure.message };
}
