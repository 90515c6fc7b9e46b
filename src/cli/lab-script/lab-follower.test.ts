import { expect, it } from 'vitest';
import type { ConnectionId } from '../../contract/ids.ts';
import type { LabApi, LabNotice } from '../../contract/lab.ts';
import { Queue } from '../../core/streams/queue.ts';
import { LabFollower } from './lab-follower.ts';

it('waits for what was observed later by the order of frames, also after the clock was set back', async () => {
  const notices = new Queue<LabNotice>();
  const lab: Pick<LabApi, 'follow'> = { follow: () => notices };
  const follower = new LabFollower(lab, 'lab' as ConnectionId, async () => undefined); // any id does
  const frame = (at: number): void => notices.put({ kind: 'frames', frames: [{ at, members: [], links: [] }] });
  const seen: (number | undefined)[] = [];
  const isLate = follower.until(
    () => {
      seen.push(follower.frame?.at);
      return true;
    },
    60_000,
    new AbortController().signal,
  );
  // An hour ago, by the clock that was set back, and ever earlier.
  const hourAgo = Date.now() - 3_600_000;
  for (const before of [0, 10, 20]) frame(hourAgo - before);
  expect(await isLate).toBe(true);
  expect(seen).toEqual([hourAgo - 20]);
  notices.close();
  await follower.ended;
});
