import type { ObjectView } from '../view/object-view.ts';
import { humanDuration } from './ages.ts';
import { type Cell, containerCells, type Printer } from './printer.ts';
import { labelsText, requirementsText, selectorText } from './selector-text.ts';

/** Returns the wanted number of replicas: one where none is set. */
function replicasOf(spec: ObjectView): number {
  return spec.numberOrNull('replicas') ?? 1;
}

/** A Deployment's row. */
export const deploymentCells: Printer = (deployment, { name, age }) => {
  const spec = deployment.message('spec');
  const status = deployment.message('status');
  return [
    name,
    `${status.number('readyReplicas')}/${replicasOf(spec)}`,
    status.number('updatedReplicas'),
    status.number('availableReplicas'),
    age,
    ...containerCells(spec.message('template')),
    requirementsText(spec, 'selector') ?? '<invalid>',
  ];
};

/** Returns the printer of what keeps a number of pods, by the words of its selector. */
const replicaCells =
  (selectorOf: (spec: ObjectView) => Cell): Printer =>
  (object, { name, age }) => {
    const spec = object.message('spec');
    const status = object.message('status');
    return [
      name,
      replicasOf(spec),
      status.number('replicas'),
      status.number('readyReplicas'),
      age,
      ...containerCells(spec.message('template')),
      selectorOf(spec),
    ];
  };

/** A ReplicaSet's row. */
export const replicaSetCells = replicaCells((spec) => selectorText(spec, 'selector'));

/** A ReplicationController's row. */
export const replicationControllerCells = replicaCells((spec) => labelsText(spec.textMap('selector')));

/** A StatefulSet's row. */
export const statefulSetCells: Printer = (set, { name, age }) => {
  const spec = set.message('spec');
  const ready = set.message('status').number('readyReplicas');
  return [name, `${ready}/${replicasOf(spec)}`, age, ...containerCells(spec.message('template'))];
};

/** A DaemonSet's row. */
export const daemonSetCells: Printer = (set, { name, age }) => {
  const spec = set.message('spec');
  const status = set.message('status');
  const template = spec.message('template');
  return [
    name,
    status.number('desiredNumberScheduled'),
    status.number('currentNumberScheduled'),
    status.number('numberReady'),
    status.number('updatedNumberScheduled'),
    status.number('numberAvailable'),
    labelsText(template.message('spec').textMap('nodeSelector')),
    age,
    ...containerCells(template),
    selectorText(spec, 'selector'),
  ];
};

/** A Job's row. */
export const jobCells: Printer = (job, { metadata, name, age, ages }) => {
  const spec = job.message('spec');
  const status = job.message('status');
  const started = status.time('startTime');
  const completed = status.time('completionTime');
  const duration =
    started === null ? '' : completed === null ? ages.since(started) : humanDuration(completed - started);
  return [
    name,
    jobStatus(status, metadata.has('deletionTimestamp')),
    completionsOf(spec, status.number('succeeded')),
    duration,
    age,
    ...containerCells(spec.message('template')),
    selectorText(spec, 'selector'),
  ];
};

function completionsOf(spec: ObjectView, succeeded: number): string {
  const completions = spec.numberOrNull('completions');
  if (completions !== null) return `${succeeded}/${completions}`;
  const parallelism = spec.number('parallelism');
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobStatus(status: ObjectView, isDeleted: boolean): string {
  const conditions = status.list('conditions');
  const is = (type: string) => conditions.find((one) => one.text('type') === type)?.text('status') === 'True';
  if (is('Complete')) return 'Complete';
  if (is('Failed')) return 'Failed';
  if (isDeleted) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(is) ?? 'Running';
}

/** A CronJob's row. */
export const cronJobCells: Printer = (job, { name, age, ages }) => {
  const spec = job.message('spec');
  const status = job.message('status');
  const jobSpec = spec.message('jobTemplate').message('spec');
  return [
    name,
    spec.text('schedule'),
    spec.has('timeZone') ? spec.text('timeZone') : '<none>',
    // A text, though its column is a boolean's.
    spec.is('suspend') ? 'True' : 'False',
    status.count('active'),
    status.has('lastScheduleTime') ? ages.since(status.time('lastScheduleTime')) : '<none>',
    age,
    ...containerCells(jobSpec.message('template')),
    selectorText(jobSpec, 'selector'),
  ];
};

/** A PodTemplate's row. */
export const podTemplateCells: Printer = (object, { name }) => {
  const template = object.message('template');
  return [name, ...containerCells(template), labelsText(template.message('metadata').textMap('labels'))];
};

/** A ControllerRevision's row. */
export const controllerRevisionCells: Printer = (revision, { metadata, name, age }) => {
  const owner = metadata.list('ownerReferences').find((one) => one.is('controller'));
  return [name, owner === undefined ? '<none>' : ownerText(owner), revision.number('revision'), age];
};

function ownerText(owner: ObjectView): string {
  const slash = owner.text('apiVersion').indexOf('/');
  const group = slash < 0 ? '' : `.${owner.text('apiVersion').slice(0, slash)}`;
  const kind = `${owner.text('kind')}${group}`.toLowerCase();
  return kind === '' ? owner.text('name') : `${kind}/${owner.text('name')}`;
}

/** A PodDisruptionBudget's row. */
export const disruptionBudgetCells: Printer = (budget, { name, age }) => {
  const spec = budget.message('spec');
  return [
    name,
    spec.intOrString('minAvailable') ?? 'N/A',
    spec.intOrString('maxUnavailable') ?? 'N/A',
    budget.message('status').number('disruptionsAllowed'),
    age,
  ];
};
