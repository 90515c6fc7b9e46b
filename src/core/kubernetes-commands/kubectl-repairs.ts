import type { PlannedChange } from '../../contract/planned-changes.ts';
import type { ObjectRepair } from '../../contract/plans.ts';
import { shellQuoteText } from '../../contract/shell-quote.ts';
import type { ObjectHead } from '../kubernetes-storage/heads/object-head.ts';
import type { ObjectPlace } from '../kubernetes-storage/layout/object-key.ts';
import { kubectlTarget } from './kubectl.ts';

/** Returns the command for the same change through the API server; empty where kubectl cannot reach the object. */
export function kubectlEdit(place: ObjectPlace): readonly string[] {
  const target = kubectlTarget(place);
  return target === null ? [] : [`kubectl edit ${target}`];
}

/** Returns the command that writes one object through the API server; empty where kubectl cannot reach it. */
export function kubectlWrite(place: ObjectPlace, kind: PlannedChange['kind']): readonly string[] {
  const target = kubectlTarget(place);
  if (target === null || kind === 'skip') return [];
  if (kind === 'delete') return [`kubectl delete ${target}`];
  return kind === 'create' ? ['kubectl create -f object.yaml'] : [`kubectl edit ${target}`];
}

/** Returns the commands of a repair through the API server, which should be tried first. */
export function kubectlRepair(place: ObjectPlace, repair: ObjectRepair, head: ObjectHead): readonly string[] {
  const target = kubectlTarget(place);
  if (target === null) return [];
  switch (repair.kind) {
    case 'removeFinalizer':
      return [
        ...removeFromMetadata(target, repair.finalizer, head.finalizers),
        ...removeFromNamespace(place.name, repair.finalizer, head.namespaceFinalizers),
      ];
    case 'dropDeletionTimestamp':
      return [
        '# the API server takes no deletion back: keep the object, let it go, and create it anew',
        `kubectl get ${target} -o json | jq ${shellQuoteText(withoutServerFields)} > object.json`,
        'kubectl create -f object.json',
      ];
    case 'deleteOrphan':
      return [`kubectl delete --cascade=orphan ${target}`];
  }
}

const withoutServerFields =
  'del(.metadata.deletionTimestamp, .metadata.deletionGracePeriodSeconds, .metadata.resourceVersion, .metadata.uid)';

function removeFromMetadata(target: string, finalizer: string, finalizers: readonly string[]): readonly string[] {
  const at = finalizers.indexOf(finalizer);
  if (at < 0) return [];
  const path = `/metadata/finalizers/${at}`;
  // The patch tests the finalizer, so that another one is never removed when the list has changed.
  const patch = [
    { op: 'test', path, value: finalizer },
    { op: 'remove', path },
  ];
  return [`kubectl patch ${target} --type=json -p ${shellQuoteText(JSON.stringify(patch))}`];
}

/** A namespace's own finalizers are in its spec, and are removed through its `finalize` subresource. */
function removeFromNamespace(name: string, finalizer: string, finalizers: readonly string[]): readonly string[] {
  if (!finalizers.includes(finalizer)) return [];
  const filter = `.spec.finalizers -= [${JSON.stringify(finalizer)}]`;
  const door = shellQuoteText(`/api/v1/namespaces/${name}/finalize`);
  return [
    `kubectl get namespaces ${shellQuoteText(name)} -o json | jq ${shellQuoteText(filter)} | kubectl replace --raw ${door} -f -`,
  ];
}
