import { projectFolder } from '../project.mjs';
import { askPage, scratchFolder, startApp, writeEmptyApp } from './desktop-run.mjs';
import { median } from './samples.mjs';

const rounds = 5;

/** When the page was first painted, and usable where it says so; milliseconds of the machine's clock. */
const paintOf = () => {
  const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
  const usable = performance.getEntriesByName('etcdeck.usable')[0]?.startTime;
  if (painted === undefined || (usable === undefined && location.protocol === 'app:')) return null;
  return {
    painted: performance.timeOrigin + painted,
    usable: performance.timeOrigin + Math.max(painted, usable ?? 0),
  };
};

/**
 * From the start of the process to the first paint, and to a start screen that lists its connections. Each app has run
 * once before, so that Chromium's caches are as an operator's are; the two take turns, so that a busy machine slows both.
 * @param {import('./desktop-run.mjs').Desktop} desktop
 */
export async function* measureStart(desktop) {
  const apps = [
    { app: projectFolder, home: scratchFolder('etcdeck') },
    { app: writeEmptyApp(), home: scratchFolder('reference') },
  ];
  /** @type {{ painted: number, usable: number }[][]} */
  const samples = [[], []];
  for (let round = 0; round <= rounds; round++) {
    for (const [index, run] of apps.entries()) {
      const { group, devtools, startedAt } = await startApp(desktop, run);
      const { painted, usable } = await askPage(devtools, paintOf);
      await group.stop();
      if (round > 0) samples[index]?.push({ painted: painted - startedAt, usable: usable - startedAt });
    }
  }
  const [ours = [], empty = []] = samples;
  const spread = (/** @type {readonly number[]} */ of) => `${Math.min(...of).toFixed(0)}–${Math.max(...of).toFixed(0)}`;
  for (const [name, what, target] of /** @type {const} */ ([
    ['first paint', 'painted', 900],
    ['usable', 'usable', 1_200],
  ])) {
    const mine = ours.map((sample) => sample[what]);
    yield {
      name: `${name} from process start`,
      unit: 'ms',
      value: median(mine),
      target,
      reference: median(empty.map((sample) => sample[what])),
      note: `median of ${rounds}, ${spread(mine)}; beside an empty app`,
    };
  }
}
