import type { Api } from '../../../../contract/api.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import type { KeySource } from '../../../../contract/key-source.ts';
import type { BundleSource, OnExisting } from '../../../../contract/plans.ts';
import { below } from '../../../parts/shared-folder.ts';
import type { PlanRequest } from '../../../state/plans.ts';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { type ChosenKeys, chosenText, sharedFolder } from '../model/chosen-keys.ts';

type Plans = Pick<Api, 'plans'>;

export function deletePlan(api: Plans, connection: ConnectionId, chosen: ChosenKeys): PlanRequest {
  const what = chosenText(chosen);
  return {
    title: `Delete ${what}?`,
    confirm: 'Delete',
    doing: `Deleting ${what}`,
    did: chosen.kind === 'prefix' ? { where: below(chosen.prefix) } : {},
    plan: (options) => api.plans.planDelete({ connection, keys: chosen }, options),
  };
}

/** How keys are copied, moved or put back. */
export interface CopyForm {
  readonly to: Uint8Array;
  readonly isMove: boolean;
  readonly onExisting: OnExisting;
}

export function copyPlan(
  api: Plans,
  source: KeySource,
  connection: ConnectionId,
  chosen: ChosenKeys,
  form: CopyForm,
): PlanRequest {
  const prefix = sharedFolder(chosen);
  const names = chosen.kind === 'keys' ? chosen.keys.map((key) => key.subarray(prefix.length)) : null;
  const what = `${chosenText(chosen)} to ${escapeBytes(form.to).text}…`;
  return {
    title: `${form.isMove ? 'Move' : 'Copy'} ${what}?`,
    confirm: form.isMove ? 'Move' : 'Copy',
    doing: `${form.isMove ? 'Moving' : 'Copying'} ${what}`,
    did: { where: ` to ${escapeBytes(form.to).text}` },
    plan: (options) =>
      api.plans.planCopy({ from: { source, prefix }, names, connection, deletesExtra: false, ...form }, options),
  };
}

export function importPlan(
  api: Plans,
  connection: ConnectionId,
  form: { readonly bundle: BundleSource; readonly to: Uint8Array | null; readonly onExisting: OnExisting },
): PlanRequest {
  const what = form.bundle.kind === 'file' ? form.bundle.file.replace(/^.*[/\\]/, '') : 'the bundle';
  return {
    title: `Import ${what}?`,
    confirm: 'Import',
    doing: `Importing ${what}`,
    did: { where: ` from ${what}` },
    plan: (options) => api.plans.planImport({ connection, ...form }, options),
  };
}
