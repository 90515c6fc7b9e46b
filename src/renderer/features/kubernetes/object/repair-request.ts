import type { Api } from '../../../../contract/api.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import type { ObjectView } from '../../../../contract/kubernetes.ts';
import type { ObjectRepair } from '../../../../contract/plans.ts';
import type { PlanRequest } from '../../../state/plans.ts';
import { escapeBytes } from '../../../ui/byte-text.ts';

interface RepairWords {
  /** The action as a question. */
  readonly title: string;
  readonly confirm: string;
  readonly doing: string;
  readonly did: PlanRequest['did'] & {};
}

function wordsOf(repair: ObjectRepair, name: string): RepairWords {
  switch (repair.kind) {
    case 'removeFinalizer':
      return {
        title: `Remove the finalizer ${repair.finalizer} from ${name}?`,
        confirm: 'Remove finalizer',
        doing: `Removing a finalizer from ${name}`,
        did: { verb: 'Removed a finalizer from', what: name },
      };
    case 'dropDeletionTimestamp':
      return {
        title: `Drop the deletionTimestamp of ${name}?`,
        confirm: 'Drop deletionTimestamp',
        doing: `Dropping the deletionTimestamp of ${name}`,
        did: { verb: 'Dropped the deletionTimestamp of', what: name },
      };
    case 'deleteOrphan':
      return {
        title: `Delete the orphan ${name}?`,
        confirm: 'Delete orphan',
        doing: `Deleting the orphan ${name}`,
        did: { verb: 'Deleted the orphan', what: name },
      };
  }
}

/** Returns the plan request for a repair of an object. */
export function repairRequest(request: {
  readonly api: Api;
  readonly connection: ConnectionId;
  readonly object: ObjectView;
  readonly repair: ObjectRepair;
  readonly onDidEnd: () => void;
}): PlanRequest {
  const { api, connection, object, repair, onDidEnd } = request;
  const { key } = object.entry;
  return {
    ...wordsOf(repair, object.name?.name ?? escapeBytes(key).text),
    plan: (options) => api.plans.planRepair({ connection, key, repair }, options),
    onDidEnd,
  };
}
