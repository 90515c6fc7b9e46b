// Compiles every kernel, which checks its types. A part of npm run test:types.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, projectFolder } from '../project.mjs';
import { compileKernel } from './compile.mjs';

const kernels = readdirSync(inProject('src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.name.endsWith('.kernel.ts'))
  .map((entry) => join(entry.parentPath, entry.name));
for (const kernel of kernels) {
  try {
    await compileKernel(projectFolder, kernel);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
