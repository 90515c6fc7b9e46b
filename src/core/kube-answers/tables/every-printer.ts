import { formatSeconds, zeroTime } from '../../kubernetes-storage/codec/time.ts';
import type { ObjectView } from '../view/object-view.ts';
import { bindingCells, podCertificateCells, signingRequestCells, trustBundleCells } from './access.ts';
import { policyBindingCells, policyCells, webhooksCells } from './admission.ts';
import { autoscalerCells } from './autoscaler.ts';
import { eventCells } from './event.ts';
import {
  addressCells,
  cidrCells,
  endpointSliceCells,
  endpointsCells,
  ingressCells,
  ingressClassCells,
  networkPolicyCells,
  serviceCells,
} from './network.ts';
import { nodeCells } from './node.ts';
import {
  apiServiceCells,
  configMapCells,
  flowSchemaCells,
  leaseCandidateCells,
  leaseCells,
  migrationCells,
  nameAndAge,
  namespaceCells,
  podGroupCells,
  priorityClassCells,
  priorityLevelCells,
  quotaCells,
  resourceClaimCells,
  resourceSliceCells,
  runtimeClassCells,
  secretCells,
  storageVersionCells,
  taintRuleCells,
} from './plain-kinds.ts';
import { podCells } from './pod.ts';
import type { Cell, Printer } from './printer.ts';
import {
  attachmentCells,
  attributesClassCells,
  claimCells,
  driverCells,
  driverNodeCells,
  storageClassCells,
  volumeCells,
} from './storage.ts';
import {
  controllerRevisionCells,
  cronJobCells,
  daemonSetCells,
  deploymentCells,
  disruptionBudgetCells,
  jobCells,
  podTemplateCells,
  replicaSetCells,
  replicationControllerCells,
  statefulSetCells,
} from './workloads.ts';

/** By resource, whose names are unique among the built-in ones. */
const printers: ReadonlyMap<string, Printer> = new Map<string, Printer>([
  ['apiservices', apiServiceCells],
  ['certificatesigningrequests', signingRequestCells],
  ['clusterrolebindings', bindingCells],
  ['clustertrustbundles', trustBundleCells],
  ['configmaps', configMapCells],
  ['controllerrevisions', controllerRevisionCells],
  ['cronjobs', cronJobCells],
  ['csidrivers', driverCells],
  ['csinodes', driverNodeCells],
  ['customresourcedefinitions', definitionCells],
  ['daemonsets', daemonSetCells],
  ['deployments', deploymentCells],
  ['deviceclasses', nameAndAge],
  ['devicetaintrules', taintRuleCells],
  ['endpoints', endpointsCells],
  ['endpointslices', endpointSliceCells],
  ['events', eventCells],
  ['flowschemas', flowSchemaCells],
  ['horizontalpodautoscalers', autoscalerCells],
  ['ingressclasses', ingressClassCells],
  ['ingresses', ingressCells],
  ['ipaddresses', addressCells],
  ['jobs', jobCells],
  ['leasecandidates', leaseCandidateCells],
  ['leases', leaseCells],
  ['mutatingadmissionpolicies', policyCells('mutations')],
  ['mutatingadmissionpolicybindings', policyBindingCells],
  ['mutatingwebhookconfigurations', webhooksCells],
  ['namespaces', namespaceCells],
  ['networkpolicies', networkPolicyCells],
  ['nodes', nodeCells],
  ['persistentvolumeclaims', claimCells],
  ['persistentvolumes', volumeCells],
  ['podcertificaterequests', podCertificateCells],
  ['poddisruptionbudgets', disruptionBudgetCells],
  ['podgroups', podGroupCells],
  ['pods', podCells],
  ['podtemplates', podTemplateCells],
  ['priorityclasses', priorityClassCells],
  ['prioritylevelconfigurations', priorityLevelCells],
  ['replicasets', replicaSetCells],
  ['replicationcontrollers', replicationControllerCells],
  ['resourceclaims', resourceClaimCells],
  ['resourceclaimtemplates', nameAndAge],
  ['resourcequotas', quotaCells],
  ['resourceslices', resourceSliceCells],
  ['rolebindings', bindingCells],
  ['runtimeclasses', runtimeClassCells],
  ['secrets', secretCells],
  ['serviceaccounts', nameAndAge],
  ['servicecidrs', cidrCells],
  ['services', serviceCells],
  ['statefulsets', statefulSetCells],
  ['storageclasses', storageClassCells],
  ['storageversionmigrations', migrationCells],
  ['storageversions', storageVersionCells],
  ['validatingadmissionpolicies', policyCells('validations')],
  ['validatingadmissionpolicybindings', policyBindingCells],
  ['validatingwebhookconfigurations', webhooksCells],
  ['volumeattachments', attachmentCells],
  ['volumeattributesclasses', attributesClassCells],
  ['workloads', nameAndAge],
]);

/** Returns the printer of a built-in resource; `undefined`: its rows have the two cells of `createdAtCells`. */
export function printerOf(resource: string): Printer | undefined {
  return printers.get(resource);
}

/** The row of a kind without a printer: when it was created, as a time. */
export const createdAtCells: Printer = (_, { metadata, name }) => [name, createdAt(metadata)];

function createdAt(metadata: ObjectView): string {
  return `${formatSeconds(metadata.time('creationTimestamp') ?? zeroTime)}Z`;
}

/** A CustomResourceDefinition's row. */
function definitionCells(...[definition, { metadata, name }]: Parameters<Printer>): readonly Cell[] {
  const spec = definition.message('spec');
  const names = spec.message('names');
  const versions = spec
    .list('versions')
    .filter((version) => version.is('served'))
    .map((version) => `${version.text('name')}${version.is('storage') ? '(storage)' : ''}`)
    .sort();
  const isEstablished = definition
    .message('status')
    .list('conditions')
    .some((condition) => condition.text('type') === 'Established' && condition.text('status') === 'True');
  return [
    name,
    spec.text('scope'),
    versions.join(','),
    createdAt(metadata),
    spec.text('group'),
    names.text('kind'),
    names.texts('shortNames').join(','),
    isEstablished,
  ];
}
