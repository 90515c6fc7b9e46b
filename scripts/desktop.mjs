/**
 * Why no desktop window can open on this machine, in a sentence without its full stop, or null when one can.
 * @param {{ platform: NodeJS.Platform, env: NodeJS.ProcessEnv, userId: number | null }} machine
 */
export function desktopObstacle({ platform, env, userId }) {
  if (platform !== 'linux') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) {
    return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
  }
  // Chromium refuses to run its sandbox as root, and without the sandbox the window is not opened at all.
  if (userId === 0) return "Chromium's sandbox cannot run as root";
  return null;
}

export const thisMachine = () => ({
  platform: process.platform,
  env: process.env,
  userId: process.getuid?.() ?? null,
});
