import { join, resolve } from 'node:path';

/** The project's folder: every path of the scripts is under it, independent of the working directory. */
export const projectFolder = resolve(import.meta.dirname, '..');

/** @param {...string} path */
export const inProject = (...path) => join(projectFolder, ...path);
