import { join } from 'node:path';
import { toFileError } from '../../core/files/file-failure.ts';
import type { JournalFiles } from '../../core/journal/journal-files.ts';

/** How an append fails: nothing is written, or half of it, or other bytes. */
export type DiskFault = 'full' | 'torn' | 'damaged';

/** The record that fails: the one that confirms a transaction, or any. */
export type DiskTarget = 'confirmed' | 'any';

/** The disk beneath one journal. */
export interface JournalDisk {
  /** Makes one append fail, after this many correct records. */
  fail(fault: DiskFault, target: DiskTarget, spares: number): void;
  heal(): void;
  /** The failures so far, with their times in milliseconds since 1970. */
  readonly struck: readonly { readonly what: string; readonly at: number }[];
}

interface ArmedDisk extends JournalDisk {
  next(name: string, bytes: Buffer): DiskFault | null;
}

const disks = new Map<string, ArmedDisk>();

/** The disk beneath the journal in a folder. */
export function journalDisk(root: string): JournalDisk {
  return diskOf(root);
}

/** Files whose disk can be made to fail. */
export function overFaultyDisk(root: string, files: JournalFiles): JournalFiles {
  const disk = diskOf(root);
  return {
    ...files,
    async append(folder, name, at, bytes) {
      const fault = disk.next(name, bytes);
      if (fault === null) return files.append(folder, name, at, bytes);
      if (fault === 'damaged') return files.append(folder, name, at, damaged(bytes));
      if (fault === 'torn') await files.append(folder, name, at, bytes.subarray(0, bytes.length >> 1));
      const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      throw toFileError(full, join(root, folder, name), 'journal');
    },
  };
}

/** A record of a revision is smaller than one that holds a key's value before. */
const confirmedBytes = 240;

function diskOf(root: string): ArmedDisk {
  const known = disks.get(root);
  if (known !== undefined) return known;
  let armed: { readonly fault: DiskFault; readonly target: DiskTarget; spares: number } | null = null;
  const struck: { readonly what: string; readonly at: number }[] = [];
  const disk: ArmedDisk = {
    fail(fault, target, spares) {
      armed = { fault, target, spares };
    },
    heal() {
      armed = null;
    },
    struck,
    next(name, bytes) {
      const isValues = name.endsWith('.values');
      if (armed === null || (armed.target === 'confirmed' && !(isValues && bytes.length < confirmedBytes))) return null;
      if (armed.spares > 0) {
        armed.spares -= 1;
        return null;
      }
      const { fault, target } = armed;
      armed = null;
      struck.push({ what: `${fault} disk at ${target === 'any' ? 'a record' : 'a confirmation'}`, at: Date.now() });
      return fault;
    },
  };
  disks.set(root, disk);
  return disk;
}

function damaged(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 0xff, changed.length - 1);
  return changed;
}
