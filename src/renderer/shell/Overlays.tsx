import { lazy, Suspense } from 'react';
import { connectionDialog, showConnectionDialog } from '../state/connection-dialog.ts';
import { pendingFileRequest } from '../state/file-picker.ts';
import { guideShown } from '../state/guide.ts';
import { labStart, showLabStart } from '../state/lab-start.ts';
import { overlay, showOverlay } from '../state/overlay.ts';
import { showSnapshotDialog, snapshotDialog } from '../state/snapshot-dialogs.ts';
import { useStore } from '../state/store.ts';
import { Notices } from './Notices.tsx';
import { CommandPalette } from './overlays/CommandPalette.tsx';

const ShortcutSheet = lazy(async () => ({ default: (await import('./overlays/ShortcutSheet.tsx')).ShortcutSheet }));
const AboutDialog = lazy(async () => ({ default: (await import('../features/about/AboutDialog.tsx')).AboutDialog }));
const GuideDialog = lazy(async () => ({ default: (await import('../features/guide/GuideDialog.tsx')).GuideDialog }));
const SandboxDialog = lazy(async () => ({
  default: (await import('../features/sandbox/SandboxDialog.tsx')).SandboxDialog,
}));
const NewClusterDialog = lazy(async () => ({
  default: (await import('../features/new-cluster/NewClusterDialog.tsx')).NewClusterDialog,
}));
const LabStartDialog = lazy(async () => ({
  default: (await import('../features/lab/starting/LabStartDialog.tsx')).LabStartDialog,
}));
const DecodersDialog = lazy(async () => ({
  default: (await import('../features/decoders/DecodersDialog.tsx')).DecodersDialog,
}));
const ImportDialog = lazy(async () => ({
  default: (await import('../features/import-export/ImportDialog.tsx')).ImportDialog,
}));
const ExportDialog = lazy(async () => ({
  default: (await import('../features/import-export/ExportDialog.tsx')).ExportDialog,
}));
const CertificatesDialog = lazy(async () => ({
  default: (await import('../features/connection/CertificatesDialog.tsx')).CertificatesDialog,
}));
const RestoreDialog = lazy(async () => ({
  default: (await import('../features/restore/RestoreDialog.tsx')).RestoreDialog,
}));
const RehearseDialog = lazy(async () => ({
  default: (await import('../features/restore/RehearseDialog.tsx')).RehearseDialog,
}));
const FilePicker = lazy(async () => ({ default: (await import('../features/files/FilePicker.tsx')).FilePicker }));

const close = (): void => showOverlay(null);
const closeDialog = (): void => showConnectionDialog(null);
const closeLab = (): void => showLabStart(null);
const closeSnapshot = (): void => showSnapshotDialog(null);

/**
 * What lies over every screen: palette, shortcut sheet, dialogs about connections and snapshots, sandbox, lab, file picker,
 * the guide, toasts.
 */
export function Overlays() {
  const shown = useStore(overlay);
  const dialog = useStore(connectionDialog);
  const snapshot = useStore(snapshotDialog);
  const fileRequest = useStore(pendingFileRequest);
  const guide = useStore(guideShown);
  const lab = useStore(labStart);
  return (
    <>
      {/* Loaded with the window: operators type at once after opening it, and text typed too early would be lost. */}
      {shown === 'palette' ? <CommandPalette onClose={close} /> : null}
      <Suspense fallback={null}>
        {shown === 'shortcuts' ? <ShortcutSheet onClose={close} /> : null}
        {shown === 'sandbox' || shown === 'sandbox-now' ? (
          <SandboxDialog startsAtOnce={shown === 'sandbox-now'} onClose={close} />
        ) : null}
        {shown === 'new-cluster' ? <NewClusterDialog onClose={close} /> : null}
        {shown === 'decoders' ? <DecodersDialog onClose={close} /> : null}
        {shown === 'about' ? <AboutDialog onClose={close} /> : null}
        {dialog?.kind === 'import' ? <ImportDialog onClose={closeDialog} /> : null}
        {dialog?.kind === 'export' ? <ExportDialog connections={dialog.connections} onClose={closeDialog} /> : null}
        {dialog?.kind === 'certificates' ? <CertificatesDialog profile={dialog.profile} onClose={closeDialog} /> : null}
        {lab === null ? null : <LabStartDialog start={lab} onClose={closeLab} />}
        {snapshot?.kind === 'restore' ? <RestoreDialog {...snapshot} onClose={closeSnapshot} /> : null}
        {snapshot?.kind === 'rehearse' ? <RehearseDialog file={snapshot.file} onClose={closeSnapshot} /> : null}
        {fileRequest === null ? null : <FilePicker request={fileRequest} />}
        <Notices />
      </Suspense>
      {/* Last, so that it lies over the dialog that it is about, which stays while the guide is loaded. */}
      <Suspense fallback={null}>{guide === null ? null : <GuideDialog place={guide} />}</Suspense>
    </>
  );
}
