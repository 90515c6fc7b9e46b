import type { Runbook, RunbookStep } from '../../contract/recovery.ts';
import { memberAddWords } from '../etcdctl/member-add-words.ts';
import { initialClusterOf } from '../members/start/initial-cluster.ts';
import { here, type RecoveryHost } from './recovery-hosts.ts';
import {
  asCommands,
  copyAside,
  endpointsOf,
  foldersOf,
  idOf,
  isAbsent,
  isListed,
  learnerNotes,
  moveAside,
  notes,
  type RunbookWorld,
  requireCopy,
  requireData,
  sourceOf,
  untilHealthy,
  whereGone,
} from './runbook.ts';
import { unlessSo } from './shell-lines.ts';

/** Returns the way back on one survivor's own data: it becomes a cluster of one, and the others join it anew. */
export function forceNewClusterRunbook(world: RunbookWorld, best: RecoveryHost): Runbook {
  const { layout, hosts, etcdctl } = world;
  const others = hosts.filter(({ id }) => id !== best.id);
  const at = [world.endpoint];
  const steps = [
    {
      host: best.name,
      commands: [...layout.stop(best), ...copyAside(best, world)],
      notes: notes(
        `Stops ${best.name} and copies its data aside, which takes its size on disk once more.`,
        ...sourceOf(best, world),
        layout.note,
        whereGone,
        ...learnerNotes(world),
      ),
    },
    ...others.map((host) => ({
      host: host.name,
      commands: [...layout.stop(host), ...moveAside(host, world)],
      notes: notes(
        `Stops ${host.name} and moves its data aside: it starts empty later.`,
        `Only once the copy on ${best.name} is made.`,
        ...sourceOf(host, world),
      ),
    })),
    {
      host: best.name,
      commands: [...requireCopy(best, world), requireData(best), ...layout.startAlone(best)],
      notes: notes(
        `Starts ${best.name} as the only member of its cluster, for this one start.`,
        'Left in, the next start would throw out the members added since.',
      ),
    },
    {
      host: here,
      commands: [untilHealthy(world, at), etcdctl.at(at, 'member', 'list')],
      notes: notes(`One member is listed, ${best.name}, and it answers.`, ...etcdctl.notes),
    },
    {
      host: best.name,
      commands: [...layout.stop(best), ...layout.afterAlone(best), requireData(best), ...layout.start(best)],
      notes: notes(`Starts ${best.name} again without the flag.`),
    },
    ...others.flatMap((host, at) => join(host, [best, ...others.slice(0, at)], world)),
    {
      host: here,
      commands: [untilHealthy(world, endpointsOf([best, ...others], world)), etcdctl.at(at, 'member', 'list')],
      notes: notes('Every member answers and votes.', 'What was copied and moved aside can go once everything works.'),
    },
  ];
  return { kind: 'force-new-cluster', steps: asCommands(steps, world) };
}

/** Adds a member as a learner, starts it empty and promotes it once it has caught up. */
function join(host: RecoveryHost, before: readonly RecoveryHost[], world: RunbookWorld): readonly RunbookStep[] {
  const { etcdctl, layout, endpoint } = world;
  const at = [endpoint];
  const { name } = host;
  const add = etcdctl.at(at, ...memberAddWords({ ...host, isLearner: true }));
  const promote = `${etcdctl.at(at, 'member', 'promote')} "$(${idOf(world, at, host)})"`;
  return [
    {
      host: here,
      commands: [
        untilHealthy(world, at),
        // A lost answer is settled by reading the list; and a member is added only 5 s after the last one has joined.
        `until ${isListed(world, at, host, 'be there')} || ${add}; do sleep 2; done`,
      ],
      notes: notes(
        `Adds ${name} as a learner, which does not count for quorum.`,
        'It is refused for some seconds after another member has joined.',
      ),
    },
    {
      host: name,
      commands: [
        ...foldersOf(host).map((folder) =>
          unlessSo(isAbsent(folder), `${folder} is not moved aside: ${name} has to start without data`),
        ),
        ...layout.startJoining(host, initialClusterOf([...before, host])),
      ],
      notes: notes(`Starts ${name} without data.`, ...sourceOf(host, world)),
    },
    {
      host: here,
      commands: [`until ${isListed(world, at, host, 'vote')}; do sleep 2; ${promote} || :; done`],
      notes: notes(`Promotes ${name} to a voting member once it has caught up; until then it is refused.`),
    },
  ];
}
