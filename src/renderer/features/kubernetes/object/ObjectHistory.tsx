import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeyState } from '../../../../contract/history.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { HistoryTable, nameOfState } from '../../../parts/history/HistoryTable.tsx';
import { revisionOf } from '../../../parts/history/history-states.ts';
import { useKeyHistory } from '../../../parts/history/use-key-history.ts';
import { useSource } from '../../../parts/source/source.tsx';
import { keysOf } from '../../../parts/source/source-id.ts';
import { useApi } from '../../../state/api.tsx';
import { failureOf } from '../../../state/failure.ts';
import { toHex } from '../../../ui/byte-text.ts';
import { DiffEditor } from '../../../ui/DiffEditor.tsx';
import { formatCount } from '../../../ui/format.ts';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { nothingSelected, type TableSelection } from '../../../ui/table-model.ts';
import { color } from '../../../ui/tokens.ts';
import type { ObjectForm } from '../model/object-edit.ts';

/** What the object was, as far as it is not compacted, and what the write that is chosen changed. */
export function ObjectHistory(props: {
  readonly objectKey: Uint8Array;
  /** Of its last write. */
  readonly modRevision: number;
  readonly form: ObjectForm;
}) {
  const { objectKey: key, modRevision, form } = props;
  const api = useApi();
  const { id } = useSource();
  const [selection, setSelection] = useState(nothingSelected);
  const history = useKeyHistory({ key, reveal: form.reveal, modRevision });
  const { states } = history.value;
  const chosen = states.findIndex((state) => selection.keys.has(nameOfState(state)));
  const at = Math.max(0, chosen);
  const after = states[at];
  const before = states[at + 1];
  const texts = useQuery({
    queryKey: ['object history', id, toHex(key), form, after && revisionOf(after), before && revisionOf(before)],
    enabled: after !== undefined,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const text = async (state: KeyState | undefined): Promise<string> => {
        if (state?.kind !== 'put') return '';
        const { value } = state.entry;
        const request = { source: keysOf(id), key, value, codec: null, ...form };
        return (await api.values.decode(request, { signal })).text;
      };
      return { before: await text(before), after: await text(after) };
    },
  });
  const table = (
    <HistoryTable
      history={history}
      selection={chosen === -1 && after !== undefined ? onlySelected(nameOfState(after)) : selection}
      onSelection={setSelection}
    />
  );
  if (after === undefined) return table;
  return (
    <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
      <Box sx={{ display: 'flex', width: 178, flexShrink: 0, borderRight: `1px solid ${color.line}` }}>{table}</Box>
      <Box sx={{ flex: 1, minWidth: 0, p: '10px' }}>
        {texts.isError ? (
          <FailureView failure={failureOf(texts.error)} onRetry={() => void texts.refetch()} />
        ) : texts.data === undefined ? (
          <LoadingRows label="Reading both states" />
        ) : (
          <DiffEditor
            label="The object before and after this write"
            beforeTitle={before === undefined ? beforeWords(after) : `Revision ${formatCount(revisionOf(before))}`}
            afterTitle={after.kind === 'deleted' ? 'Deleted' : `Revision ${formatCount(revisionOf(after))}`}
            before={texts.data.before}
            after={texts.data.after}
            language="yaml"
            isInline
            height="100%"
          />
        )}
      </Box>
    </Box>
  );
}

/** Version 1 is a creation: there was nothing before it to be kept. */
const beforeWords = (state: KeyState): string =>
  state.kind === 'put' && state.entry.version === 1 ? 'Before: did not exist' : 'Before: not kept';

const onlySelected = (name: string): TableSelection => ({ keys: new Set([name]), anchor: name, cursor: name });
