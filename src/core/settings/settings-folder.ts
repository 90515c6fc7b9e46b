import { resolve } from 'node:path';
import envPaths from 'env-paths';

/**
 * The settings folder, one for the desktop, `serve` and the command line: `ETCDECK_CONFIG_DIR`, else the operating
 * system's configuration folder (`~/.config/etcdeck` on Linux). It may not exist yet.
 */
export function settingsFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.ETCDECK_CONFIG_DIR ? resolve(env.ETCDECK_CONFIG_DIR) : envPaths('etcdeck', { suffix: '' }).config;
}
