import type { ConnectionId, MemberId } from '../../contract/ids.ts';
import type { LabAct, LabActRecord } from '../../contract/lab/acts.ts';
import type { LabFrame, LabLinkView, LabMemberView } from '../../contract/lab/frames.ts';
import type { LabInfo } from '../../contract/lab.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const;

/** Returns a member of a quiet lab, with the given changes: it follows `a` in term 2. */
export const aLabMember = (name: string, changes: Partial<LabMemberView> = {}): LabMemberView => ({
  ...{ name, state: name === 'a' ? 'leader' : 'follower', term: 2, vote: 'a', leader: 'a', isLearner: false },
  ...{ commit: 10, applied: 10, answeredAt: 1_000 },
  // In tests, a member's name says its id.
  id: `${name.charCodeAt(0).toString(16)}`.padStart(16, '0') as MemberId,
  ...changes,
});

/** Returns a frame of so many members, `a` the first: every link is open, and the leader's carry ten heartbeats. */
export function aLabFrame(
  count: number,
  at = 1_000,
  changes: Readonly<Record<string, Partial<LabMemberView>>> = {},
  ofLinks: (link: LabLinkView) => Partial<LabLinkView> = () => ({}),
): LabFrame {
  const used = names.slice(0, count);
  return {
    at,
    members: used.map((name) => aLabMember(name, changes[name])),
    links: used.flatMap((from) =>
      used
        .filter((to) => to !== from)
        .map((to): LabLinkView => {
          const messages = from === 'a' ? { MsgHeartbeat: 1 } : to === 'a' ? { MsgHeartbeatResp: 1 } : {};
          const link = { from, to, state: 'open', delayMs: 0, messages, bytes: 60, lost: 0 } as const;
          return { ...link, ...ofLinks(link) };
        }),
    ),
  };
}

/** How links are when these members are cut off from the others. */
export const cutOff =
  (...apart: readonly string[]) =>
  ({ from, to }: LabLinkView): Partial<LabLinkView> =>
    apart.includes(from) === apart.includes(to) ? {} : { state: 'cut', messages: {}, bytes: 0 };

export const aLab = (connection: ConnectionId, count: number): LabInfo => ({
  ...{ connection, name: 'Lab', folder: '/tmp/lab', snapshot: null },
  ...{ added: [], freePeerURL: `https://192.0.2.${11 + count}:2380` },
  members: names.slice(0, count).map((name, at) => ({
    ...{ name, endpoint: `https://127.0.0.1:${2379 + at}`, peerURL: `https://192.0.2.${11 + at}:2380` },
    ...{ version: '3.5.30', pid: 100 + at, quota: null, heartbeatMs: 100, electionMs: 1_000 },
  })),
});

export const aRecord = (id: number, act: LabAct, changes: Partial<LabActRecord> = {}): LabActRecord => ({
  ...{ id, at: 1_000 + id, act, tookMs: 12, undoes: null, noUndo: null },
  ...changes,
});
