import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { projectFolder } from '../project.mjs';
import { askPage, scratchFolder, startApp, writeEmptyApp } from './desktop-run.mjs';

const settleMs = 6_000;
const watchedMs = 20_000;
/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

/** Processor time of every process in a group so far, in seconds. @param {number} group */
function processorSeconds(group) {
  let ticks = 0;
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // Behind the name, which may hold anything: state, parent, group, … , user and system time.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(fields[2]) === group) ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // Gone in the meantime.
    }
  }
  return ticks / ticksPerSecond;
}

/** @param {import('./desktop-run.mjs').Desktop} desktop @param {string} app */
async function restOf(desktop, app) {
  const { group, devtools } = await startApp(desktop, { app, home: scratchFolder('idle') });
  await askPage(devtools, () => document.readyState === 'complete');
  await delay(settleMs);
  const pid = group.child.pid ?? 0;
  const before = processorSeconds(pid);
  await delay(watchedMs);
  const used = processorSeconds(pid) - before;
  await group.stop();
  return (used / (watchedMs / 1000)) * 100;
}

/**
 * The cost of an idle window: the share of one core, over all processes of the app.
 * @param {import('./desktop-run.mjs').Desktop} desktop
 */
export async function* measureIdle(desktop) {
  const name = 'idle, of one core';
  if (process.platform !== 'linux') {
    yield { name, unit: '%', value: null, note: 'measured from /proc, which only Linux has' };
    return;
  }
  const value = await restOf(desktop, projectFolder);
  const reference = await restOf(desktop, writeEmptyApp());
  yield { name, unit: '%', value, target: 1, reference, note: 'start screen; beside an empty app' };
}
