// npm run icons: draws the icons from resources/icon.svg: resources/icon.png, which electron-builder makes those of Windows and
// macOS of, and one of each size that Linux desktops look for in build/icons.
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { obtainChromium } from './checks/browser.mjs';
import { inProject } from './project.mjs';

const sizes = [16, 24, 32, 48, 64, 128, 256, 512];
const found = await obtainChromium();
if ('missing' in found) throw new Error(found.missing);
const browser = await chromium.launch({ executablePath: found.executable });
const page = await browser.newPage();
const svg = readFileSync(inProject('resources', 'icon.svg'), 'utf8');

/** @param {number} size @param {string} path */
async function draw(size, path) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${svg}`);
  await page.screenshot({ path, omitBackground: true });
}

await draw(1024, inProject('resources', 'icon.png'));
for (const size of sizes) await draw(size, inProject('build', 'icons', `${size}x${size}.png`));
await browser.close();
