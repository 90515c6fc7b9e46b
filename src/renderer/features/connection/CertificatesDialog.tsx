import Button from '@mui/material/Button';
import type { ConnectionProfile } from '../../../contract/connections/profile.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { CertificateInspector } from './CertificateInspector.tsx';

const noSecrets = {};

/** The certificates of a saved connection, over whichever screen. */
export function CertificatesDialog(props: { readonly profile: ConnectionProfile; readonly onClose: () => void }) {
  const { profile, onClose } = props;
  return (
    <DialogFrame
      isOpen
      title={`Certificates of ${profile.name}`}
      description="As they are now: the files are read and each endpoint is asked once."
      width={720}
      onClose={onClose}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <CertificateInspector draft={profile} secrets={noSecrets} />
    </DialogFrame>
  );
}
