import { existsSync } from 'node:fs';
import { installCommand, installPackages, onPath } from './packages.mjs';

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium that is here: ETCDECK_CHROMIUM, on PATH, or one that Playwright installed. */
async function findChromium() {
  const named = process.env.ETCDECK_CHROMIUM;
  if (named) return named;
  for (const program of programs) {
    const path = onPath(program);
    if (path !== null) return path;
  }
  const { chromium } = await import('@playwright/test');
  const installed = chromium.executablePath();
  return existsSync(installed) ? installed : null;
}

/**
 * Chromium for the web host's tests, installed where it is missing and may be.
 * @returns {Promise<{ executable: string } | { missing: string }>}
 */
export async function obtainChromium() {
  let executable = await findChromium();
  if (executable === null && (await installPackages(['chromium']))) executable = await findChromium();
  if (executable !== null) return { executable };
  const playwright = 'npx playwright install chromium';
  const command = installCommand({ debian: 'chromium', brew: playwright, other: playwright });
  return { missing: `there is no Chromium here. Install one: ${command}; or name it in ETCDECK_CHROMIUM` };
}
