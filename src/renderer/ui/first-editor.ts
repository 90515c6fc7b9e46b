import { nextTask } from './in-tasks.ts';
import { commonOptions, monaco } from './monaco.ts';

let made: Promise<void> | null = null;

/**
 * Makes the window's first editor and its first text where nobody sees them, a task each: V8 compiles, and Monaco makes its
 * services, in twice the time that an editor takes after it.
 */
export function makeFirstEditor(): Promise<void> {
  made ??= make();
  return made;
}

async function make(): Promise<void> {
  const editor = monaco.editor.create(document.createElement('div'), { ...commonOptions, model: null });
  await nextTask();
  const model = monaco.editor.createModel('', 'plaintext');
  editor.setModel(model);
  await nextTask();
  editor.dispose();
  model.dispose();
}
