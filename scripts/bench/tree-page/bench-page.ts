/** What the bench asks of the page. Each answer is milliseconds: of the act, of each toggle, of each frame. */
export interface BenchPage {
  fill(count: number): Promise<readonly number[]>;
  toggle(count: number): Promise<readonly number[]>;
  scroll(frames: number): Promise<readonly number[]>;
}

/** Folders in each of two levels, and leaves in each of the second: 1,010,100 nodes. */
export const fan = 100;
export const rows = fan + fan * fan + fan * fan * fan;
/** Rows of one folder of the first level. */
export const folderRows = fan + fan * fan;

const nextFrame = (): Promise<number> => new Promise(requestAnimationFrame);

/** An act until it is on the screen: two frames later at the soonest. */
export async function untilShown(act: () => void): Promise<number> {
  const since = performance.now();
  act();
  await nextFrame();
  await nextFrame();
  return performance.now() - since;
}

/** Scrolls at a reader's pace, then by leaps, and answers how long each frame took. */
export async function scrollThrough(box: Element, frames: number): Promise<readonly number[]> {
  const lengths: number[] = [];
  let before = await nextFrame();
  for (let frame = 0; frame < frames; frame++) {
    box.scrollTop = frame < frames / 2 ? box.scrollTop + 180 : ((frame * 7_919) % 1_000) * 20_000;
    const now = await nextFrame();
    lengths.push(now - before);
    before = now;
  }
  return lengths;
}
