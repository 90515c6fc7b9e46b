import { shellWord } from '../../contract/shell-quote.ts';

// With --config-file etcd reads neither flags nor variables.

/** Adds the setting for one lone start to a member's file of settings, whose copy is kept. */
export function besideFile(file: string, stamp: string): readonly string[] {
  return [
    `cp -p ${shellWord(file)} ${shellWord(`${file}.before-recovery-${stamp}`)}`,
    `printf '\\nforce-new-cluster: true\\n' >>${shellWord(file)}`,
  ];
}

/** Puts the member's file of settings back. */
export function restoredFile(file: string, stamp: string): readonly string[] {
  return [`cp -p ${shellWord(`${file}.before-recovery-${stamp}`)} ${shellWord(file)}`];
}
