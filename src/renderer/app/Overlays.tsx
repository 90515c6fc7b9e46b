import { lazy, Suspense, useEffect } from 'react';
import { connectionDialog, showConnectionDialog } from '../state/connection-dialog.ts';
import { pendingFileRequest } from '../state/file-picker.ts';
import { overlay, showOverlay } from '../state/overlay.ts';
import { useStore } from '../state/store.ts';
import { Notices } from './Notices.tsx';

const loadPalette = () => import('./overlays/CommandPalette.tsx');
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }));
const ShortcutSheet = lazy(async () => ({ default: (await import('./overlays/ShortcutSheet.tsx')).ShortcutSheet }));
const SandboxDialog = lazy(async () => ({
  default: (await import('../features/sandbox/SandboxDialog.tsx')).SandboxDialog,
}));
const ImportDialog = lazy(async () => ({
  default: (await import('../features/exchange/ImportDialog.tsx')).ImportDialog,
}));
const ExportDialog = lazy(async () => ({
  default: (await import('../features/exchange/ExportDialog.tsx')).ExportDialog,
}));
const CertificatesDialog = lazy(async () => ({
  default: (await import('../features/connection/CertificatesDialog.tsx')).CertificatesDialog,
}));
const FilePicker = lazy(async () => ({ default: (await import('../features/files/FilePicker.tsx')).FilePicker }));

const close = (): void => showOverlay(null);
const closeDialog = (): void => showConnectionDialog(null);

/** After the first screen has settled, so that it is no part of the start. */
const paletteAfterMs = 500;

/** What lies over every screen: palette, shortcut sheet, dialogs about connections, sandbox, file picker, toasts. */
export function Overlays() {
  const shown = useStore(overlay);
  const dialog = useStore(connectionDialog);
  const fileRequest = useStore(pendingFileRequest);
  // Whoever presses Ctrl+K types on at once, and what is typed before the palette is there is lost.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), paletteAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Suspense fallback={null}>
      {shown === 'palette' ? <CommandPalette onClose={close} /> : null}
      {shown === 'shortcuts' ? <ShortcutSheet onClose={close} /> : null}
      {shown === 'sandbox' || shown === 'sandbox-now' ? (
        <SandboxDialog startsAtOnce={shown === 'sandbox-now'} onClose={close} />
      ) : null}
      {dialog?.kind === 'import' ? <ImportDialog onClose={closeDialog} /> : null}
      {dialog?.kind === 'export' ? <ExportDialog connections={dialog.connections} onClose={closeDialog} /> : null}
      {dialog?.kind === 'certificates' ? <CertificatesDialog profile={dialog.profile} onClose={closeDialog} /> : null}
      {fileRequest === null ? null : <FilePicker request={fileRequest} />}
      <Notices />
    </Suspense>
  );
}
