import { useCallback, useMemo } from 'react';
import type { FileKeys } from '../../contract/key-source.ts';
import { membersOf } from './members-of.ts';
import { useSettings } from './settings.tsx';

/** A file that was opened. */
export interface RecentFile {
  /** A path on the machine where core runs. */
  readonly file: string;
  readonly kind: FileKeys['kind'];
  /** Its revision, a snapshot's last one, when it was opened; `null`: it did not say. */
  readonly revision: number | null;
}

/** As many as an operator looks through. */
const mostFiles = 6;
const place = 'files.recent';

/** Returns the files that were opened last, newest first. */
export function useRecentFiles(): readonly RecentFile[] {
  const kept = useSettings().settings.layout[place];
  return useMemo(() => readFiles(kept), [kept]);
}

/** Returns how the list of recent files is changed: a file is put first, or taken out. */
export function useNoteFile(): {
  readonly opened: (file: RecentFile) => void;
  readonly forget: (file: string) => void;
} {
  const { update } = useSettings();
  const change = useCallback(
    (next: (files: readonly RecentFile[]) => readonly RecentFile[]): void =>
      update(({ layout }) => ({
        layout: { ...layout, [place]: JSON.stringify(next(readFiles(layout[place])).slice(0, mostFiles)) },
      })),
    [update],
  );
  return useMemo(
    () => ({
      opened: (file) => change((files) => [file, ...files.filter((one) => one.file !== file.file)]),
      forget: (file) => change((files) => files.filter((one) => one.file !== file)),
    }),
    [change],
  );
}

/** Returns a file's own name, without its folders. */
export const fileName = (file: string): string => file.replace(/^.*[/\\]/, '');

function readFiles(json: string | undefined): readonly RecentFile[] {
  try {
    const files: unknown = JSON.parse(json ?? '[]');
    return Array.isArray(files) ? files.flatMap((file) => readFile(file) ?? []) : [];
  } catch {
    // Written by another version: no file is the right list then.
    return [];
  }
}

function readFile(kept: unknown): RecentFile | null {
  // Before snapshots could be opened, a path stood for a bundle.
  if (typeof kept === 'string') return { file: kept, kind: 'bundle', revision: null };
  const { file, kind, revision } = membersOf(kept);
  if (typeof file !== 'string' || (kind !== 'bundle' && kind !== 'snapshot')) return null;
  return { file, kind, revision: Number.isSafeInteger(revision) ? Number(revision) : null };
}
