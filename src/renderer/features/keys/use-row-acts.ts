import { useMemo } from 'react';
import { describeFailure } from '../../app/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';
import type { PlanRequest } from '../../state/plans.ts';
import { goTo } from '../../state/route.ts';
import { labelOf } from '../../state/shown-connection.ts';
import { showToast } from '../../state/toasts.ts';
import { toHex } from '../../ui/byte-text.ts';
import { formatCount, formatDuration, plural } from '../../ui/format.ts';
import type { KeyDialog } from './key-dialogs.ts';
import { sourceChoiceOf, sourceOf } from './key-source-choice.ts';
import type { KeysDesk } from './keys-desk.ts';
import { chosenText } from './prefix-acts/chosen-keys.ts';
import { deletePlan } from './prefix-acts/plan-requests.ts';
import type { RowActs } from './row-acts.ts';

/** The acts on what the screen lists. */
export function useRowActs(options: {
  readonly desk: KeysDesk;
  readonly jump: (prefix: Uint8Array) => void;
  readonly onDialog: (dialog: KeyDialog) => void;
  readonly onPlan: (plan: PlanRequest) => void;
}): RowActs {
  const { desk, jump, onDialog, onPlan } = options;
  const api = useApi();
  const { id: connection, profile } = useConnection();
  return useMemo((): RowActs => {
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
      open: (key) => desk.open(key),
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
  }, [api, connection, profile, desk, jump, onDialog, onPlan]);
}
