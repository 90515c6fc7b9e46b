import { EtcdeckError } from '../../contract/failure.ts';
import { systemReason } from './system-reason.ts';

/** Names what went wrong with a file that is written: `DiskFull`, `FileExists`, `FileNotWritable`. */
export function toFileError(error: unknown, file: string, operation: string): unknown {
  const system = systemCodeOf(error);
  if (system === null) return error;
  const code = full.has(system) ? 'DiskFull' : system === 'EEXIST' ? 'FileExists' : 'FileNotWritable';
  const message = `${file} cannot be written: ${systemReason(system)}`;
  return new EtcdeckError({ code, message, detail: { file }, operation }, { cause: error });
}

/** The operating system's name of an error, as `ENOSPC`; `null` for errors that are not its own. */
export function systemCodeOf(error: unknown): string | null {
  if (error instanceof EtcdeckError || !(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code) ? error.code : null;
}

const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
