import type { LabAct } from '../../../../contract/lab/acts.ts';
import type { LinkSetting } from '../../lab-world.ts';
import type { LabMembers } from '../lab-members.ts';
import { labActRefused } from '../version-rules.ts';
import type { Acting, Doing } from './act.ts';

/** What one member sends to another, and how it is to be carried. */
interface SetLink extends LinkSetting {
  readonly from: string;
  readonly to: string;
}

const open: LinkSetting = { state: 'open', delayMs: 0 };
const cut: LinkSetting = { state: 'cut', delayMs: 0 };

/** Returns what an act on one link does. */
export const linkAct =
  ({ from, to, both, state, delayMs }: LabAct & { readonly kind: 'link' }): Doing =>
  ({ members, tell }) => {
    for (const name of [from, to]) members.require(name);
    if (from === to) throw labActRefused('a link is between two members');
    const setting = { state, delayMs: state === 'open' ? delayMs : 0 };
    tell(`${words[state]} what ${from} sends to ${to}${both ? ', and back' : ''}`);
    return setAll(members, [{ from, to, ...setting }, ...(both ? [{ from: to, to: from, ...setting }] : [])]);
  };

const words = { open: 'Carrying', cut: 'Cutting', held: 'Holding' } as const;

/** Returns what a partition does. */
export const partitionAct =
  ({ groups }: LabAct & { readonly kind: 'partition' }): Doing =>
  ({ members, tell }) => {
    const groupOf = new Map<string, number>();
    for (const [at, group] of groups.entries()) {
      for (const name of group) {
        members.require(name);
        if (groupOf.has(name)) throw labActRefused(`${name} is in two groups`);
        groupOf.set(name, at);
      }
    }
    const wanted = pairs(members).filter(({ from, to }) => groupOf.get(from) !== groupOf.get(to));
    if (wanted.length === 0) throw labActRefused('all members are in one group');
    tell('Cutting the links between the groups');
    return setAll(
      members,
      wanted.map((pair) => ({ ...pair, ...cut })),
    );
  };

/** Opens every link, without delays. */
export const healAct: Doing = ({ members, tell }) => {
  tell('Opening every link');
  return setAll(
    members,
    pairs(members).map((pair) => ({ ...pair, ...open })),
  );
};

/** Opens every link, and forgets how they were. */
export async function openAll(members: LabMembers): Promise<void> {
  await apply(
    members,
    pairs(members).map((pair) => ({ ...pair, ...open })),
  );
}

async function setAll(members: LabMembers, wanted: readonly SetLink[]): ReturnType<Doing> {
  const before = await apply(members, wanted);
  const { all } = members;
  return async ({ members: now, tell }: Acting) => {
    tell(before.length === 1 ? 'Setting the link as it was' : 'Setting the links as they were');
    // Another member may have the name of one that has left.
    const still = new Set(now.all.filter((member) => all.includes(member)).map(({ name }) => name));
    await apply(
      now,
      before.filter(({ from, to }) => still.has(from) && still.has(to)),
    );
  };
}

/** Sets links that are otherwise, and returns how these were. */
async function apply(members: LabMembers, wanted: readonly SetLink[]): Promise<readonly SetLink[]> {
  const before: SetLink[] = [];
  for (const { from, to, state, delayMs } of wanted) {
    const was = members.links.get(from, to);
    if (was.state === state && was.delayMs === delayMs) continue;
    before.push({ from, to, ...was });
    await members.links.set(from, to, { state, delayMs });
    members.tell({ kind: 'link', from, to, state, delayMs });
  }
  return before;
}

function pairs({ all }: LabMembers): readonly { readonly from: string; readonly to: string }[] {
  const names = all.map(({ name }) => name);
  return names.flatMap((from) => names.filter((to) => to !== from).map((to) => ({ from, to })));
}
