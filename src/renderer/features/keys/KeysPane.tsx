import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import { memo, type ReactNode, type RefObject } from 'react';
import { useSource } from '../../parts/source/source.tsx';
import { TimeButton } from '../../parts/time/TimeButton.tsx';
import type { ScreenTime } from '../../parts/time/use-time-bar.ts';
import { AddIcon, ImportIcon, ListIcon, ReloadIcon, SearchIcon, TreeIcon } from '../../ui/icons.tsx';
import { PaneHeader } from '../../ui/PaneHeader.tsx';
import { ariaShortcut, formatShortcut } from '../../ui/shortcut.ts';
import { color } from '../../ui/tokens.ts';
import { type KeysView, keysViews, viewTitles } from './keys-view.ts';
import { ListPane } from './list/ListPane.tsx';
import type { KeyTree } from './model/key-tree.ts';
import type { KeysModel } from './model/keys-model.ts';
import type { RowActions } from './model/row-actions.ts';
import { PrefixField } from './PrefixField.tsx';
import { SearchPane } from './search/SearchPane.tsx';
import { KeyTreePane } from './tree/KeyTreePane.tsx';
import { searchShortcut } from './use-find-commands.ts';

const viewIcons: Readonly<Record<KeysView, ReactNode>> = {
  tree: <TreeIcon />,
  list: <ListIcon />,
  search: <SearchIcon />,
};

/** The keys beneath a prefix: as a tree, as a list, or those that are looked for. Not drawn again with each letter of an edit. */
export const KeysPane = memo(function KeysPane(props: {
  readonly view: KeysView;
  readonly onView: (view: KeysView) => void;
  readonly model: KeysModel;
  readonly tree: KeyTree | null;
  readonly prefix: Uint8Array;
  readonly prefixField: RefObject<HTMLInputElement | null>;
  /** Lets a prefix be typed. */
  readonly onPrefix: () => void;
  readonly nameField: RefObject<HTMLInputElement | null>;
  /** The key in front, in hexadecimal. */
  readonly active: string | null;
  readonly actions: RowActions;
  /** Begins a key that does not exist yet; not in the past. */
  readonly onNew: (() => void) | null;
  readonly onRefresh: () => void;
  readonly refreshed: number;
  readonly time: ScreenTime;
}) {
  const { view, prefix, actions, onNew, time } = props;
  const { origin } = useSource();
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', backgroundColor: color.surface }}>
      <PaneHeader title="Keys">
        {origin.canWrite ? (
          <>
            <Tool title="New key" isDisabled={onNew === null} onClick={() => onNew?.()}>
              <AddIcon />
            </Tool>
            <Tool title="Import keys" onClick={actions.import}>
              <ImportIcon />
            </Tool>
          </>
        ) : null}
        {origin.hasHistory ? <TimeButton time={time} /> : null}
        <Tool title="Refresh keys" onClick={props.onRefresh}>
          <ReloadIcon />
        </Tool>
      </PaneHeader>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, p: '8px 10px' }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <PrefixField prefix={prefix} onJump={actions.jump} inputRef={props.prefixField} />
        </Box>
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="How keys are shown"
          value={view}
          onChange={(_event, chosen: KeysView | null) => chosen !== null && props.onView(chosen)}
        >
          {keysViews.map((each) => (
            <ToggleButton
              key={each}
              value={each}
              aria-label={viewTitles[each]}
              title={each === 'search' ? `${viewTitles[each]} (${formatShortcut(searchShortcut)})` : viewTitles[each]}
              {...(each === 'search' ? { 'aria-keyshortcuts': ariaShortcut(searchShortcut) } : {})}
              sx={{ p: '6px' }}
            >
              {viewIcons[each]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0 }}>
        {view === 'tree' ? (
          <KeyTreePane tree={props.tree} actions={actions} active={props.active} onPrefix={props.onPrefix} />
        ) : view === 'list' ? (
          <ListPane model={props.model} prefix={prefix} actions={actions} refreshed={props.refreshed} />
        ) : (
          <SearchPane prefix={prefix} actions={actions} nameField={props.nameField} />
        )}
      </Box>
    </Box>
  );
});

function Tool(props: {
  readonly title: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  const { title, isDisabled = false } = props;
  const button = (
    <IconButton aria-label={title} disabled={isDisabled} onClick={props.onClick}>
      {props.children}
    </IconButton>
  );
  // A disabled button fires no events for a tooltip.
  return isDisabled ? button : <Tooltip title={title}>{button}</Tooltip>;
}
