import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useMemo } from 'react';
import { ReadableNotice } from '../../../parts/access/ReadableNotice.tsx';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { OneMemberOffer } from '../../../parts/source/OneMemberOffer.tsx';
import { useSource } from '../../../parts/source/source.tsx';
import { useApi } from '../../../state/api.tsx';
import { useLayout } from '../../../state/layout.ts';
import { useStore } from '../../../state/store.ts';
import { fromHex, toHex } from '../../../ui/byte-text.ts';
import { plural } from '../../../ui/format.ts';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { color } from '../../../ui/tokens.ts';
import type { KeysModel } from '../model/keys-model.ts';
import type { RowActions } from '../model/row-actions.ts';
import { DeniedOffers } from '../tree/DeniedOffers.tsx';
import { NoKeys } from '../tree/NoKeys.tsx';
import { ColumnsMenu } from './ColumnsMenu.tsx';
import { KeyTable } from './KeyTable.tsx';
import { KeyList, type ListState } from './key-list.ts';
import { columnsOf, needsValues, type OptionalColumn, readColumns } from './list-columns.tsx';

const columnsAtFirst: readonly OptionalColumn[] = ['version', 'modRevision'];

/** Every key beneath the prefix, without folders, with what etcd keeps of each. */
export function ListPane(props: {
  readonly model: KeysModel;
  readonly prefix: Uint8Array;
  readonly actions: RowActions;
  /** Counts up when what is shown is to be read again. */
  readonly refreshed: number;
}) {
  const { model, prefix, actions, refreshed } = props;
  const { id, standing } = useSource();
  const [shown, setShown] = useLayout<readonly OptionalColumn[]>('keys.columns', columnsAtFirst, readColumns);
  const columns = useMemo(() => columnsOf(shown), [shown]);
  const list = useKeyList(prefix, shown.some(needsValues), refreshed);
  const state = useStore(list.state);
  useEffect(() => model.onDidWrite((change) => list.apply(change)), [model, list]);
  if (state.phase === 'failed' && state.failure !== null && state.rows.length === 0) {
    return (
      <FailureView
        failure={state.failure}
        onRetry={() => void list.refresh()}
        actions={
          <>
            <OneMemberOffer failure={state.failure} />
            <DeniedOffers failure={state.failure} prefix={prefix} onJump={actions.jump} />
          </>
        }
      />
    );
  }
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      {state.isPartial ? <ReadableNotice onJump={actions.jump} /> : null}
      <KeyTable
        label="Keys"
        columns={columns}
        rows={state.rows}
        actions={actions}
        standing={standing}
        memory={{ name: `keys.list/${id}`, of: toHex(prefix) }}
        isSettled={state.phase !== 'reading'}
        empty={
          state.phase === 'reading' ? (
            <LoadingRows label="Loading keys" rows={14} />
          ) : (
            <NoKeys prefix={prefix} actions={actions} standing={standing} isPartial={state.isPartial} />
          )
        }
        footer={
          <Box
            sx={{
              display: 'flex',
              flexWrap: 'wrap',
              alignItems: 'center',
              gap: 1,
              p: '6px 10px',
              borderTop: `1px solid ${color.line}`,
              color: color.muted,
            }}
          >
            <Box role="status" sx={{ flex: 1, minWidth: 140 }}>
              {loadedText(state)}
            </Box>
            {state.phase === 'failed' ? (
              <Button onClick={() => void list.refresh()}>Try again</Button>
            ) : state.isComplete ? null : (
              <Button disabled={state.phase === 'reading'} onClick={() => void list.loadMore()}>
                Load more
              </Button>
            )}
            <ColumnsMenu shown={shown} onShown={setShown} />
          </Box>
        }
      />
    </Box>
  );
}

function loadedText({ phase, rows, isComplete, isPartial }: ListState): string {
  if (phase === 'failed') return 'It could not be read any further.';
  if (isComplete) return `${plural(rows.length, 'key')}, all ${isPartial ? 'that you may read' : 'of them'}.`;
  if (phase === 'reading') return `Reading. ${plural(rows.length, 'key')} so far.`;
  return `The first ${plural(rows.length, 'key')}. Sorting is within these.`;
}

function useKeyList(prefix: Uint8Array, readsValues: boolean, refreshed: number): KeyList {
  const api = useApi();
  const { keys } = useSource();
  const name = toHex(prefix);
  const list = useMemo(
    () => new KeyList(api, { source: keys, prefix: fromHex(name) ?? new Uint8Array(), readsValues }),
    [api, keys, name, readsValues],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a refresh reads the same list again.
  useEffect(() => {
    void list.refresh();
    return () => list.close();
  }, [list, refreshed]);
  return list;
}
