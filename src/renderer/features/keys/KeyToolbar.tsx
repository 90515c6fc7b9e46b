import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { CodecPicker } from '../../app/values/CodecPicker.tsx';
import { useConnection } from '../../state/connection.tsx';
import { goTo } from '../../state/route.ts';
import { toHex } from '../../ui/byte-text.ts';
import { KubernetesIcon } from '../../ui/icons.tsx';
import { ariaShortcut } from '../../ui/shortcut.ts';
import { CopyMenu } from './CopyMenu.tsx';
import { nameOfTab } from './desk-state.ts';
import { KeyBar } from './KeyBar.tsx';
import type { KeyActs } from './key-acts.ts';
import type { KeyDialog } from './key-dialogs.ts';
import type { KeysDesk } from './keys-desk.ts';
import { isDirty, isGone, type OpenKey } from './open-key.ts';
import { saveShortcut } from './use-key-commands.ts';

/** What can be done with the key in front. */
export function KeyToolbar(props: {
  readonly desk: KeysDesk;
  readonly acts: KeyActs;
  readonly open: OpenKey;
  readonly onDialog: (dialog: KeyDialog) => void;
}) {
  const { desk, acts, open, onDialog } = props;
  const { id } = useConnection();
  const name = nameOfTab(open);
  return (
    <KeyBar keyBytes={open.key}>
      {open.base === null ? null : (
        <CodecPicker
          value={open.base.value}
          isDisabled={open.isSaving}
          onCodec={(codec) => void desk.turn(name, { codec })}
        />
      )}
      {open.base === null || open.base.value.object === null ? null : (
        <Tooltip title="Show it as a Kubernetes object">
          <IconButton
            aria-label="Show it as a Kubernetes object"
            onClick={() => goTo({ screen: 'workbench', connection: id, place: 'kubernetes', focus: toHex(open.key) })}
          >
            <KubernetesIcon size={14} />
          </IconButton>
        </Tooltip>
      )}
      <CopyMenu keyBytes={open.key} read={open.base} />
      <Button
        color="error"
        disabled={open.phase !== 'ready' || isGone(open)}
        onClick={() => onDialog({ kind: 'delete', key: open.key })}
      >
        Delete
      </Button>
      <Button
        variant="contained"
        disabled={!isDirty(open) || open.isSaving}
        aria-keyshortcuts={ariaShortcut(saveShortcut)}
        onClick={() => void acts.askToSave(name)}
      >
        Save
      </Button>
    </KeyBar>
  );
}
