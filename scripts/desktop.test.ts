import { describe, expect, it } from 'vitest';
import { desktopObstacle } from './desktop.mjs';

describe('a desktop window', () => {
  it.each([
    ['on X11', { platform: 'linux', env: { DISPLAY: ':0' }, userId: 1000 }, null],
    ['on Wayland', { platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' }, userId: 1000 }, null],
    ['on macOS, which needs no variable', { platform: 'darwin', env: {}, userId: 501 }, null],
    ['on Windows', { platform: 'win32', env: {}, userId: null }, null],
    ['without a display', { platform: 'linux', env: { DISPLAY: '' }, userId: 1000 }, 'there is no display'],
    ['as root', { platform: 'linux', env: { DISPLAY: ':0' }, userId: 0 }, 'cannot run as root'],
  ] as const)('%s', (_, machine, obstacle) => {
    const found = desktopObstacle(machine);
    if (obstacle === null) expect(found).toBeNull();
    else expect(found).toContain(obstacle);
  });
});
