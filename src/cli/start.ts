#!/usr/bin/env node
import { join } from 'node:path';
import { openPackedScripts } from '../core/packed-scripts.ts';

/** The build's scripts of the command line. */
export const scripts = openPackedScripts(join(__dirname, 'cli'));

/** Runs the command line with the arguments of the process. */
export function start(): void {
  scripts.load('index.cjs');
}

if (require.main === module) start();
