import { statfs } from 'node:fs/promises';
import { EtcdeckError } from '../../contract/failure.ts';

/**
 * Fails with `DiskFull` where so many bytes cannot fit into an existing folder, rather than after they came. A file
 * system that does not say what is free is not asked again.
 */
export async function requireFreeSpace(
  folder: string,
  bytes: number,
  { file, operation }: { readonly file: string; readonly operation: string },
): Promise<void> {
  const space = await statfs(folder).catch(() => null);
  if (space === null || space.blocks === 0) return;
  const freeBytes = space.bavail * space.bsize;
  if (freeBytes >= bytes) return;
  const message = `${bytes} bytes are needed, and ${freeBytes} are free`;
  throw new EtcdeckError({ code: 'DiskFull', message, operation, detail: { file, neededBytes: bytes, freeBytes } });
}
