import type { Command } from 'commander';
import type { DoctorOptions } from '../actions/doctor.ts';
import type { Start } from '../invocation.ts';

export function addDoctor(program: Command, start: Start): void {
  program
    .command('doctor')
    .description('find what is wrong with the cluster, or soon will be, by known rules; exit 1 with a critical finding')
    .option('--snapshot-dir <folder>', 'look there for the newest snapshot (*.db)')
    .option(
      '--hashkv',
      'also compare the hashes of all keys: a member answers nothing while it computes its own',
      false,
    )
    .action((options: DoctorOptions) =>
      start('long', async (invocation) => (await import('../actions/doctor.ts')).doctor(invocation, options)),
    );
}
