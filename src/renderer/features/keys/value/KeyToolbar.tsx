import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { placeOf, useSource } from '../../../parts/source/source.tsx';
import { CodecPicker } from '../../../parts/values/CodecPicker.tsx';
import { goTo } from '../../../state/route.ts';
import { toHex } from '../../../ui/byte-text.ts';
import { KubernetesIcon } from '../../../ui/icons.tsx';
import { ariaShortcut } from '../../../ui/shortcut.ts';
import type { KeyActions } from '../model/key-actions.ts';
import type { KeyDialog } from '../model/key-dialogs.ts';
import type { KeysModel } from '../model/keys-model.ts';
import { nameOfTab } from '../model/keys-state.ts';
import { isDirty, isGone, type OpenKey } from '../model/open-key.ts';
import { saveShortcut } from '../model/use-key-commands.ts';
import { CopyMenu } from '../naming/CopyMenu.tsx';
import { KeyBar } from './KeyBar.tsx';

/** What can be done with the key in front. */
export function KeyToolbar(props: {
  readonly model: KeysModel;
  readonly actions: KeyActions;
  readonly open: OpenKey;
  readonly onDialog: (dialog: KeyDialog) => void;
}) {
  const { model, actions, open, onDialog } = props;
  const source = useSource();
  const name = nameOfTab(open);
  return (
    <KeyBar keyBytes={open.key}>
      {open.base === null ? null : (
        <CodecPicker
          value={open.base.value}
          isDisabled={open.isSaving}
          onCodec={(codec) => void model.turn(name, { codec })}
        />
      )}
      {open.base === null || open.base.value.object === null ? null : (
        <Tooltip title="Show it as a Kubernetes object">
          <IconButton
            aria-label="Show it as a Kubernetes object"
            onClick={() => goTo(placeOf(source, 'kubernetes', toHex(open.key)))}
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
        onClick={() => void actions.askToSave(name)}
      >
        Save
      </Button>
    </KeyBar>
  );
}
