import { useCallback } from 'react';
import { usePickFile } from '../../state/file-picker.ts';
import { useRecentFiles } from '../../state/recent-files.ts';
import { goTo } from '../../state/route.ts';

export const openFile = (file: string): void => goTo({ screen: 'file', file, place: 'keys', focus: null });

/** Returns what asks for a file and opens it. The promise has its path, `null` where none was chosen. */
export function useOpenFile(): () => Promise<string | null> {
  const pickFile = usePickFile();
  const [last] = useRecentFiles();
  return useCallback(async () => {
    const file = await pickFile({
      purpose: 'open',
      title: 'Open a snapshot or exported keys',
      suggested: last?.file ?? null,
    });
    if (file !== null) openFile(file);
    return file;
  }, [pickFile, last]);
}
