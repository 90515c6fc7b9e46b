import type { ObjectView } from '../view/object-view.ts';
import type { Ages } from './ages.ts';
import { orElse, type Printer } from './printer.ts';

/** The reason of a pod's condition while it is not to be scheduled yet. */
export const gated = 'SchedulingGated';

/** A pod's row: what its containers and init containers are at, in one word, as the API server sums it up. */
export const podCells: Printer = (pod, { metadata, name, age, ages }) => {
  const spec = pod.message('spec');
  const status = pod.message('status');
  const conditions = (): readonly ObjectView[] => status.list('conditions');
  const initContainers = spec.list('initContainers');
  const restartable = new Set(initContainers.filter(isRestartable).map((container) => container.text('name')));
  const phase = status.text('phase');
  const before = orElse(status.text('reason'), phase);
  const isGated =
    status.hasElement('conditions', 'reason', gated) &&
    conditions().some((one) => one.hasWord('type', 'PodScheduled') && one.hasWord('reason', gated));
  const init = initProgress(status, restartable, initContainers.length);
  const isInitialized = (): boolean =>
    conditions()
      .find((one) => one.hasWord('type', 'Initialized'))
      ?.hasWord('status', 'True') === true;
  const beginning = init.reason ?? (isGated ? gated : before);
  const run =
    init.reason === null || isInitialized()
      ? runProgress(status, conditions, beginning, init.ofRestartable)
      : { reason: beginning, ready: 0, restarts: init.restarts };
  return [
    name,
    `${init.ready + run.ready}/${spec.count('containers') + restartable.size}`,
    endOf(metadata, status, phase) ?? run.reason,
    restartsText(run.restarts, ages),
    age,
    orElse(status.list('podIPs')[0]?.text('ip') ?? '', '<none>'),
    orElse(spec.text('nodeName'), '<none>'),
    orElse(status.text('nominatedNodeName'), '<none>'),
    readinessGates(spec, conditions),
  ];
};

/** How often containers were started again, and when last, in seconds since 1970. */
interface Restarts {
  readonly count: number;
  readonly last: number | null;
}

const noRestarts: Restarts = { count: 0, last: null };

function isRestartable(container: ObjectView): boolean {
  return container.text('restartPolicy') === 'Always';
}

/** `reason`: what the init containers are at, or `null` where they are done. */
interface InitProgress {
  readonly reason: string | null;
  readonly ready: number;
  readonly restarts: Restarts;
  /** Of the containers that go on beside the others. */
  readonly ofRestartable: Restarts;
}

function initProgress(status: ObjectView, restartable: ReadonlySet<string>, total: number): InitProgress {
  let ready = 0;
  let restarts = noRestarts;
  let ofRestartable = noRestarts;
  for (const [place, container] of status.list('initContainerStatuses').entries()) {
    const isBeside = restartable.has(container.text('name'));
    restarts = withRestarts(restarts, container);
    if (isBeside) ofRestartable = withRestarts(ofRestartable, container);
    const state = container.message('state');
    if (state.has('terminated') && state.message('terminated').number('exitCode') === 0) continue;
    if (isBeside && container.is('started')) {
      if (container.is('ready')) ready++;
      continue;
    }
    return { reason: `Init:${initReason(state) ?? `${place}/${total}`}`, ready, restarts, ofRestartable };
  }
  return { reason: null, ready, restarts, ofRestartable };
}

function initReason(state: ObjectView): string | null {
  if (state.has('terminated')) return terminatedReason(state.message('terminated'));
  const waiting = state.message('waiting').text('reason');
  return waiting === '' || waiting === 'PodInitializing' ? null : waiting;
}

function terminatedReason(terminated: ObjectView): string {
  const signal = terminated.number('signal');
  const otherwise = signal === 0 ? `ExitCode:${terminated.number('exitCode')}` : `Signal:${signal}`;
  return orElse(terminated.text('reason'), otherwise);
}

function withRestarts({ count, last }: Restarts, container: ObjectView): Restarts {
  const finished = container.message('lastState').message('terminated').time('finishedAt');
  const isLater = finished !== null && (last === null || finished > last);
  return { count: count + container.number('restartCount'), last: isLater ? finished : last };
}

interface RunProgress {
  readonly reason: string;
  readonly ready: number;
  readonly restarts: Restarts;
}

function runProgress(
  status: ObjectView,
  conditions: () => readonly ObjectView[],
  beginning: string,
  before: Restarts,
): RunProgress {
  let reason = beginning;
  let errorReason = '';
  let hasRunning = false;
  let ready = 0;
  let restarts = before;
  for (const container of status.list('containerStatuses').toReversed()) {
    restarts = withRestarts(restarts, container);
    const state = container.message('state');
    const waiting = state.message('waiting').text('reason');
    if (waiting !== '') reason = waiting;
    else if (state.has('terminated')) {
      const terminated = state.message('terminated');
      reason = terminatedReason(terminated);
      if (terminated.number('exitCode') !== 0) errorReason = reason;
    } else if (container.is('ready') && state.has('running')) {
      hasRunning = true;
      ready++;
    }
  }
  if (reason === 'Completed') {
    const isReady = conditions().some((one) => one.hasWord('type', 'Ready') && one.hasWord('status', 'True'));
    if (hasRunning && isReady) reason = 'Running';
    else if (errorReason !== '') reason = errorReason;
    else if (hasRunning) reason = 'NotReady';
  }
  return { reason, ready, restarts };
}

/** Returns what is said of a pod that is being deleted; `null` of others. */
function endOf(metadata: ObjectView, status: ObjectView, phase: string): string | null {
  if (!metadata.has('deletionTimestamp')) return null;
  if (status.text('reason') === 'NodeLost') return 'Unknown';
  return phase === 'Failed' || phase === 'Succeeded' ? null : 'Terminating';
}

function restartsText({ count, last }: Restarts, ages: Ages): string {
  return count === 0 || last === null ? String(count) : `${count} (${ages.since(last)} ago)`;
}

function readinessGates(spec: ObjectView, conditions: () => readonly ObjectView[]): string {
  const gates = spec.list('readinessGates').map((gate) => gate.text('conditionType'));
  if (gates.length === 0) return '<none>';
  const all = conditions();
  const isTrue = (gate: string) => all.find((one) => one.text('type') === gate)?.text('status') === 'True';
  return `${gates.filter(isTrue).length}/${gates.length}`;
}
