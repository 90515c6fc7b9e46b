import { useMemo } from 'react';
import { getLine } from '../../../contract/etcdctl-key-lines.ts';
import { pastRevision } from '../../../contract/key-source.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { atRevisionWords } from '../../parts/source/known-count.ts';
import { placeOf, useSource } from '../../parts/source/source.tsx';
import { useApi } from '../../state/api.tsx';
import { formatCompareFocus } from '../../state/compare-focus.ts';
import { failureOf } from '../../state/failure.ts';
import type { PlanRequest } from '../../state/plans.ts';
import { goTo } from '../../state/route.ts';
import type { Place } from '../../state/screens.ts';
import { type ConnectionLabel, shownConnection } from '../../state/shown-connection.ts';
import { showToast } from '../../state/toasts.ts';
import { toHex } from '../../ui/byte-text.ts';
import { formatDuration, plural } from '../../ui/format.ts';
import { chosenText } from './model/chosen-keys.ts';
import type { KeyDialog } from './model/key-dialogs.ts';
import type { KeysModel } from './model/keys-model.ts';
import type { RowActions } from './model/row-actions.ts';
import { deletePlan } from './prefix-actions/plan-requests.ts';

/** The actions on what the screen lists. */
export function useRowActions(options: {
  readonly model: KeysModel;
  readonly jump: (prefix: Uint8Array) => void;
  readonly onDialog: (dialog: KeyDialog) => void;
  readonly onPlan: (plan: PlanRequest) => void;
}): RowActions {
  const { model, jump, onDialog, onPlan } = options;
  const api = useApi();
  const source = useSource();
  return useMemo((): RowActions => {
    const { connection, keys, profile } = source;
    const show = (place: Place, focus: string): void => goTo(placeOf(source, place, focus));
    const count = async (prefix: Uint8Array, of: ConnectionLabel | null): Promise<void> => {
      const { count, revision, tookMs } = await api.keys.count({ source: keys, prefix });
      const text = `${plural(count, 'key')} in ${chosenText({ kind: 'prefix', prefix })}${atRevisionWords(revision)}.`;
      const cost = connection === null ? {} : { detail: `The member counted them in ${formatDuration(tookMs)}.` };
      showToast({ tone: 'neutral', text, ...cost }, of);
    };
    return {
      open: (key) => model.open(key),
      create: (prefix) => onDialog({ kind: 'new', key: prefix }),
      jump,
      watch: (key, isPrefix) => show('watches', `${toHex(key)}${isPrefix ? '*' : ''}`),
      who: (key, isPrefix) => show('access', `${toHex(key)}${isPrefix ? '*' : ''}`),
      transact: (key) => show('transactions', toHex(key)),
      count: (prefix) => {
        const of = shownConnection.get();
        count(prefix, of).catch((error: unknown) => {
          const { title, action } = describeFailure(failureOf(error));
          showToast({ tone: 'bad', text: title, detail: action }, of);
        });
      },
      line: (of) => (profile === null ? null : getLine(profile, of, pastRevision(keys))),
      remove: (chosen) => {
        const [key, ...others] = chosen.kind === 'keys' ? chosen.keys : [];
        if (key !== undefined && others.length === 0) onDialog({ kind: 'delete', key });
        else if (connection !== null) onPlan(deletePlan(api, connection, chosen));
      },
      copy: (chosen) => onDialog({ kind: 'copy-keys', chosen }),
      export: (chosen) => onDialog({ kind: 'export-keys', chosen }),
      import: () => onDialog({ kind: 'import-keys' }),
      putBack: (chosen) => onDialog({ kind: 'put-back-keys', chosen }),
      compareWithNow: (prefix) => show('compare', formatCompareFocus(prefix, pastRevision(keys))),
    };
  }, [api, source, model, jump, onDialog, onPlan]);
}
