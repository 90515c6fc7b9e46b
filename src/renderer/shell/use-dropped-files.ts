import { useEffect } from 'react';
import { useHost } from '../state/settings.tsx';
import { showToast } from '../state/toasts.ts';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/**
 * Says what to do instead where a file is dropped on a page in a browser, which tells no path and would leave the page
 * for the file. The desktop takes a dropped file itself.
 */
export function useDroppedFiles(): void {
  // A host with the system's dialogs is this machine's own window.
  const { nativeDialogs } = useHost();
  useEffect(() => {
    if (nativeDialogs) return;
    const onDragOver = (event: DragEvent): void => {
      if (holdsFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      if (!holdsFiles(event) || event.defaultPrevented) return;
      event.preventDefault();
      showToast({
        tone: 'neutral',
        text: 'A browser does not say where a dropped file is.',
        detail:
          'Choose it with “Open a snapshot or exported keys…” on the start screen: it is read where etcdeck runs.',
        about: 'dropped file',
      });
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('drop', onDrop);
    };
  }, [nativeDialogs]);
}
