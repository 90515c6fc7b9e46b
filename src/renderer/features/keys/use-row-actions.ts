import { useMemo } from 'react';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import type { PlanRequest } from '../../state/plans.ts';
import { goTo } from '../../state/route.ts';
import { labelOf } from '../../state/shown-connection.ts';
import { showToast } from '../../state/toasts.ts';
import { toHex } from '../../ui/byte-text.ts';
import { formatCount, formatDuration, plural } from '../../ui/format.ts';
import { chosenText } from './model/chosen-keys.ts';
import type { KeyDialog } from './model/key-dialogs.ts';
import type { KeysModel } from './model/keys-model.ts';
import type { RowActions } from './model/row-actions.ts';
import { deletePlan } from './prefix-actions/plan-requests.ts';
import { sourceChoiceOf, sourceOf } from './source/key-source-choice.ts';

/** The actions on what the screen lists. */
export function useRowActions(options: {
  readonly model: KeysModel;
  readonly jump: (prefix: Uint8Array) => void;
  readonly onDialog: (dialog: KeyDialog) => void;
  readonly onPlan: (plan: PlanRequest) => void;
}): RowActions {
  const { model, jump, onDialog, onPlan } = options;
  const api = useApi();
  const { id: connection, profile } = useConnection();
  return useMemo((): RowActions => {
    const of = labelOf(profile);
    const count = async (prefix: Uint8Array): Promise<void> => {
      const source = sourceOf(connection, sourceChoiceOf(connection).get());
      const { count, revision, tookMs } = await api.keys.count({ source, prefix });
      const text = `${plural(count, 'key')} in ${chosenText({ kind: 'prefix', prefix })} at revision ${formatCount(revision)}.`;
      const detail = `The member counted them in ${formatDuration(tookMs)}.`;
      showToast({ tone: 'neutral', text, detail }, of);
    };
    const compareWithNow = (prefix: Uint8Array): void => {
      const { revision } = sourceChoiceOf(connection).get();
      const focus = `${toHex(prefix)}@${revision ?? ''}`;
      goTo({ screen: 'workbench', connection, place: 'compare', focus });
    };
    return {
      open: (key) => model.open(key),
      create: (prefix) => onDialog({ kind: 'new', key: prefix }),
      jump,
      watch: (key, isPrefix) => {
        const focus = `${toHex(key)}${isPrefix ? '*' : ''}`;
        goTo({ screen: 'workbench', connection, place: 'watches', focus });
      },
      count: (prefix) => {
        count(prefix).catch((error: unknown) => {
          const { title, action } = describeFailure(failureOf(error));
          showToast({ tone: 'bad', text: title, detail: action }, of);
        });
      },
      remove: (chosen) => {
        const [key, ...others] = chosen.kind === 'keys' ? chosen.keys : [];
        if (key !== undefined && others.length === 0) onDialog({ kind: 'delete', key });
        else onPlan(deletePlan(api, connection, chosen));
      },
      copy: (chosen) => onDialog({ kind: 'copy-keys', chosen }),
      export: (chosen) => onDialog({ kind: 'export-keys', chosen }),
      import: () => onDialog({ kind: 'import-keys' }),
      putBack: (chosen) => onDialog({ kind: 'put-back-keys', chosen }),
      compareWithNow,
    };
  }, [api, connection, profile, model, jump, onDialog, onPlan]);
}
