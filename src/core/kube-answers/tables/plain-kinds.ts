import type { ObjectView } from '../view/object-view.ts';
import { type Cell, firstOf, orElse, type Printer } from './printer.ts';
import { canonical } from './storage.ts';

/** The row of an object of which only its name and age are shown. */
export const nameAndAge: Printer = (_, { name, age }) => [name, age];

/** A Namespace's row. */
export const namespaceCells: Printer = (namespace, { name, age }) => [
  name,
  orElse(namespace.message('status').text('phase'), 'Active'),
  age,
];

/** A ConfigMap's row. */
export const configMapCells: Printer = (map, { name, age }) => [name, map.count('data') + map.count('binaryData'), age];

/** A Secret's row. */
export const secretCells: Printer = (secret, { name, age }) => [
  name,
  orElse(secret.text('type'), 'Opaque'),
  secret.count('data'),
  age,
];

/** A Lease's row. */
export const leaseCells: Printer = (lease, { name, age }) => [name, lease.message('spec').text('holderIdentity'), age];

/** A LeaseCandidate's row. */
export const leaseCandidateCells: Printer = (candidate, { name, age }) => {
  const spec = candidate.message('spec');
  return [name, spec.text('leaseName'), spec.text('binaryVersion'), spec.text('emulationVersion'), age];
};

/** A PriorityClass's row. */
export const priorityClassCells: Printer = (object, { name, age }) => [
  name,
  object.number('value'),
  object.is('globalDefault'),
  age,
  object.text('preemptionPolicy'),
];

/** A RuntimeClass's row. */
export const runtimeClassCells: Printer = (object, { name, age }) => [name, object.text('handler'), age];

/** A ResourceQuota's row. */
export const quotaCells: Printer = (quota, { name, age }) => {
  const status = quota.message('status');
  const used = status.quantities('used');
  const hard = [...status.quantities('hard')].sort(([one], [other]) => (one < other ? -1 : 1));
  const texts = (isLimit: boolean) =>
    hard
      .filter(([resource]) => resource.startsWith('limits.') === isLimit)
      .map(([resource, most]) => `${resource}: ${canonical(used.get(resource) ?? '0')}/${canonical(most)}`)
      .join(', ');
  return [name, texts(false), texts(true), age];
};

/** A FlowSchema's row. */
export const flowSchemaCells: Printer = (schema, { name, age }) => {
  const spec = schema.message('spec');
  const dangling = schema
    .message('status')
    .list('conditions')
    .find((condition) => condition.text('type') === 'Dangling');
  return [
    name,
    spec.message('priorityLevelConfiguration').text('name'),
    spec.number('matchingPrecedence'),
    spec.has('distinguisherMethod') ? spec.message('distinguisherMethod').text('type') : '<none>',
    age,
    dangling?.text('status') ?? '?',
  ];
};

/** A PriorityLevelConfiguration's row. */
export const priorityLevelCells: Printer = (level, { name, age }) => {
  const spec = level.message('spec');
  const limited = spec.message('limited');
  const response = limited.message('limitResponse');
  const queuing = response.message('queuing');
  // v1beta1 and v1beta2 have another name for it.
  const shares = limited.numberOrNull('nominalConcurrencyShares') ?? limited.number('assuredConcurrencyShares');
  const ofQueues = (field: string): Cell => (response.has('queuing') ? queuing.number(field) : '<none>');
  return [
    name,
    spec.text('type'),
    spec.has('limited') ? shares : '<none>',
    ofQueues('queues'),
    ofQueues('handSize'),
    ofQueues('queueLengthLimit'),
    age,
  ];
};

/** A StorageVersion's row. */
export const storageVersionCells: Printer = (version, { name, age }) => {
  const status = version.message('status');
  const servers = status
    .list('storageVersions')
    .map((server) => `${server.text('apiServerID')}=${server.text('encodingVersion')}`);
  const common = status.has('commonEncodingVersion') ? status.text('commonEncodingVersion') : '<unset>';
  return [name, common, orElse(firstOf(servers, 3), '<unset>'), age];
};

/** A ResourceClaim's row. */
export const resourceClaimCells: Printer = (claim, { metadata, name, age }) => [
  name,
  claimState(claim.message('status'), metadata.has('deletionTimestamp')),
  age,
];

function claimState(status: ObjectView, isDeleted: boolean): string {
  const states = isDeleted ? ['deleted'] : [];
  if (!status.has('allocation')) return isDeleted ? 'deleted' : 'pending';
  states.push('allocated');
  if (status.count('reservedFor') > 0) states.push('reserved');
  return states.join(',');
}

/** A ResourceSlice's row. */
export const resourceSliceCells: Printer = (slice, { name, age }) => {
  const spec = slice.message('spec');
  return [name, spec.text('nodeName'), spec.text('driver'), spec.message('pool').text('name'), age];
};

/** A DeviceTaintRule's row. */
export const taintRuleCells: Printer = (rule, { name, age, ages }) => {
  const taint = rule.message('spec').message('taint');
  const added = taint.has('timeAdded') ? ages.since(taint.time('timeAdded')) : '';
  return [name, taint.text('key'), taint.text('value'), taint.text('effect'), added, age];
};

/** A StorageVersionMigration's row. */
export const migrationCells: Printer = (migration, { name }) => {
  const resource = migration.message('spec').message('resource');
  const group = resource.text('group');
  const state = migration
    .message('status')
    .list('conditions')
    .filter((condition) => condition.text('status') === 'True')
    .map((condition) => condition.text('type'))
    .findLast((type) => ['Running', 'Failed', 'Succeeded'].includes(type));
  return [name, `${resource.text('resource')}${group === '' ? '' : `.${group}`}`, state ?? 'Unknown'];
};

/** A PodGroup's row. */
export const podGroupCells: Printer = (pods, { name, age }) => {
  const spec = pods.message('spec');
  const conditions = pods.message('status').list('conditions');
  const last = (type: string) => conditions.findLast((condition) => condition.text('type') === type);
  const scheduled = last('PodGroupInitiallyScheduled');
  const isScheduled = scheduled?.text('status') === 'True';
  const status = scheduled === undefined ? 'Pending' : isScheduled ? 'Scheduled' : 'Unschedulable';
  return [
    name,
    spec.message('schedulingPolicy').has('gang') ? 'Gang' : 'Basic',
    spec.has('workloadRef') ? spec.message('workloadRef').text('workloadName') : '<none>',
    last('DisruptionTarget')?.text('reason') ?? status,
    age,
  ];
};

/** An APIService's row. */
export const apiServiceCells: Printer = (object, { name, age }) => {
  const spec = object.message('spec');
  const service = spec.message('service');
  const available = object
    .message('status')
    .list('conditions')
    .find((condition) => condition.text('type') === 'Available');
  const status = available?.text('status') ?? 'Unknown';
  const reason = available?.text('reason') ?? '';
  return [
    name,
    spec.has('service') ? `${service.text('namespace')}/${service.text('name')}` : 'Local',
    status === 'True' || reason === '' ? status : `${status} (${reason})`,
    age,
  ];
};
