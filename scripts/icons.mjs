// npm run icons: draws resources/icon.png, which electron-builder makes the platforms' icons of, from resources/icon.svg.
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { obtainChromium } from './checks/browser.mjs';
import { inProject } from './project.mjs';

const size = 1024;
const found = await obtainChromium();
if ('missing' in found) throw new Error(found.missing);
const browser = await chromium.launch({ executablePath: found.executable });
const page = await browser.newPage({ viewport: { width: size, height: size } });
const svg = readFileSync(inProject('resources', 'icon.svg'), 'utf8');
await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${svg}`);
await page.screenshot({ path: inProject('resources', 'icon.png'), omitBackground: true });
await browser.close();
