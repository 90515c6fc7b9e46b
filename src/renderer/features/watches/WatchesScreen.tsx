import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import { useApi } from '../../state/api.tsx';
import { useCommandSource } from '../../state/commands.ts';
import { useConnection } from '../../state/connection.tsx';
import { useStore } from '../../state/store.ts';
import { useFocus } from '../../state/use-focus.ts';
import { fromHex } from '../../ui/byte-text.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { AddIcon, EyeIcon } from '../../ui/icons.tsx';
import { TabStrip } from '../../ui/TabStrip.tsx';
import { color, size } from '../../ui/tokens.ts';
import { NewWatchDialog } from './NewWatchDialog.tsx';
import { WatchView } from './WatchView.tsx';
import { nameOfWatch } from './watch-name.ts';
import { hasEnded } from './watch-notes.ts';
import { modelOf } from './watches-model.ts';

/** Live changes, a tab for each watch. */
export function WatchesScreen() {
  const api = useApi();
  const { id } = useConnection();
  const model = useMemo(() => modelOf(api, id), [api, id]);
  const { watches, active } = useStore(model.store);
  const [isAsking, setIsAsking] = useState(false);
  const watch = watches.find((each) => each.id === active);

  // The key's bytes in hexadecimal; with `*` behind them, all that begin so.
  useFocus('watches', (focus) => {
    const key = fromHex(focus.replace(/\*$/, ''));
    if (key !== null)
      model.start({ key, isPrefix: focus.endsWith('*'), startRevision: null, previous: true, reveal: false });
  });
  // Evaluated when the palette opens: a watch may end without a redraw of this screen.
  useCommandSource(() => [
    { id: 'watches.new', title: 'New watch', group: 'Watches', icon: <EyeIcon />, run: () => setIsAsking(true) },
    ...(watch === undefined
      ? []
      : [
          {
            id: 'watches.pause',
            title: 'Pause or resume watch',
            group: 'Watches',
            run: () => watch.setPaused(!watch.view.get().isPaused),
          },
          ...(hasEnded(watch.view.get().phase)
            ? [
                {
                  id: 'watches.again',
                  title: 'Start watch again from now',
                  group: 'Watches',
                  run: () => watch.startAgain('now'),
                },
              ]
            : []),
          { id: 'watches.clear', title: 'Clear events', group: 'Watches', run: () => watch.clear() },
          { id: 'watches.close', title: 'Close watch', group: 'Watches', run: () => model.close(watch.id) },
        ]),
  ]);

  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      {watches.length === 0 ? (
        <EmptyState
          icon={<EyeIcon size={28} />}
          title="No watch is running"
          actions={
            <Button variant="contained" onClick={() => setIsAsking(true)}>
              New watch
            </Button>
          }
        >
          A watch shows every change of a key, a prefix or a range as it happens, with the value before.
        </EmptyState>
      ) : (
        <>
          <Box sx={{ display: 'flex', backgroundColor: color.surface }}>
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <TabStrip
                label="Watches"
                tabs={watches.map((each) => ({ id: each.id, title: nameOfWatch(each), label: nameOfWatch(each) }))}
                active={active}
                onActivate={(watchId) => model.activate(watchId)}
                onClose={(watchId) => model.close(watchId)}
              />
            </Box>
            <Box
              sx={{
                display: 'flex',
                alignItems: 'center',
                height: size.header,
                boxSizing: 'border-box',
                px: 1,
                borderBottom: `1px solid ${color.line}`,
              }}
            >
              <Button startIcon={<AddIcon size={14} />} onClick={() => setIsAsking(true)}>
                New watch
              </Button>
            </Box>
          </Box>
          {watch === undefined ? null : <WatchView key={watch.id} watch={watch} onStop={() => model.close(watch.id)} />}
        </>
      )}
      {isAsking ? (
        <NewWatchDialog
          onClose={() => setIsAsking(false)}
          onStart={(request, isFromOldest) => {
            setIsAsking(false);
            model.start(request, isFromOldest);
          }}
        />
      ) : null}
    </Box>
  );
}
