import { ProcessGroup } from '../process-group.mjs';
import { installCommand, installPackages, onPath } from './packages.mjs';

const readyBoundMs = 20_000;

/** A display to open windows on. @typedef {{ name: string, close: () => Promise<unknown> }} Display */

/**
 * A display of our own under Linux, so that tests neither need nor disturb a desktop; elsewhere the desktop's.
 * @returns {Promise<Display | { missing: string }>}
 */
export async function openDisplay() {
  if (process.platform !== 'linux') return { name: '', close: async () => {} };
  if (onPath('Xvfb') === null) await installPackages(['xvfb', 'xauth']);
  if (onPath('Xvfb') === null) {
    if (process.env.DISPLAY) return { name: process.env.DISPLAY, close: async () => {} };
    const command = installCommand({ debian: 'xvfb', brew: 'brew install xquartz', other: 'your distribution has it' });
    return { missing: `there is no Xvfb here. Install it: ${command}` };
  }
  const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'];
  const server = new ProcessGroup('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const numbers = server.child.stdio[3];
  const number = await Promise.race([
    new Promise((resolve) => numbers?.once('data', (bytes) => resolve(String(bytes).trim()))),
    server.ended.then(() => null),
    new Promise((resolve) => setTimeout(() => resolve(null), readyBoundMs).unref()),
  ]);
  if (number !== null) return { name: `:${number}`, close: () => server.stop() };
  await server.stop();
  return { missing: 'Xvfb did not start' };
}
