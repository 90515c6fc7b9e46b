import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { openPackedScripts } from '../core/packed-scripts.ts';

// What Electron runs: the desktop's scripts, with what V8 has compiled of them. They begin in `index.ts`.
openPackedScripts(join(__dirname, 'desktop'), crc32).load('index.cjs');
