import { useCallback, useMemo } from 'react';
import { useSettings } from './settings.tsx';

/** As many as an operator looks through. */
const mostFiles = 6;
const place = 'files.recent';

/** Returns the files that were opened last, newest first, by their paths on the machine where core runs. */
export function useRecentFiles(): readonly string[] {
  const kept = useSettings().settings.layout[place];
  return useMemo(() => readFiles(kept), [kept]);
}

/** Returns how the list of recent files is changed: a file is put first, or taken out. */
export function useNoteFile(): { readonly opened: (file: string) => void; readonly forget: (file: string) => void } {
  const { update } = useSettings();
  const change = useCallback(
    (next: (files: readonly string[]) => readonly string[]): void =>
      update(({ layout }) => ({
        layout: { ...layout, [place]: JSON.stringify(next(readFiles(layout[place])).slice(0, mostFiles)) },
      })),
    [update],
  );
  return useMemo(
    () => ({
      opened: (file) => change((files) => [file, ...files.filter((one) => one !== file)]),
      forget: (file) => change((files) => files.filter((one) => one !== file)),
    }),
    [change],
  );
}

/** Returns a file's own name, without its folders. */
export const fileName = (file: string): string => file.replace(/^.*[/\\]/, '');

function readFiles(json: string | undefined): readonly string[] {
  try {
    const files: unknown = JSON.parse(json ?? '[]');
    return Array.isArray(files) ? files.filter((file) => typeof file === 'string') : [];
  } catch {
    // Written by another version: no file is the right list then.
    return [];
  }
}
