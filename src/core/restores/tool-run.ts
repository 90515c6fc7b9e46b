import { EtcdeckError } from '../../contract/failure.ts';
import { runProgram } from '../programs/run-program.ts';
import { withoutEtcdctlVariables } from './restore-tools.ts';

/** A run of a tool. */
export interface ToolRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly signal: AbortSignal;
  /** Called synchronously with the process started. */
  readonly onDidSpawn?: (pid: number) => void;
}

const operation = 'restores.run';

/**
 * Runs a tool of etcd's as `runProgram` does. Fails with `RestoreFailed` and its last words, `DiskFull`, `ToolMissing` and
 * `Cancelled`.
 */
export function runTool(request: ToolRequest): AsyncGenerator<string, void> {
  return runProgram({
    ...request,
    env: withoutEtcdctlVariables(),
    operation,
    failed: (message, exitCode) =>
      new EtcdeckError({ code: 'RestoreFailed', message, operation, detail: { exitCode: exitCode ?? -1 } }),
  });
}
