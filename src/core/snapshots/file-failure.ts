import { EtcdError } from '../../contract/failure.ts';

/** Names what went wrong with a snapshot's file: `DiskFull`, `FileExists`, `FileNotWritable`. */
export function toFileError(error: unknown, file: string): unknown {
  const system = systemCodeOf(error);
  if (system === null) return error;
  const code = full.has(system) ? 'DiskFull' : system === 'EEXIST' ? 'FileExists' : 'FileNotWritable';
  return new EtcdError(
    { code, message: error instanceof Error ? error.message : system, detail: { file }, operation: 'snapshotSave' },
    { cause: error },
  );
}

/** The operating system's name of an error, as `ENOSPC`; `null` for errors that are not its own. */
export function systemCodeOf(error: unknown): string | null {
  if (error instanceof EtcdError || !(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code) ? error.code : null;
}

const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
