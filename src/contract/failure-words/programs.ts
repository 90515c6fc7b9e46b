import type { ProgramErrorCode } from '../failure.ts';
import { fact, reasonSentence, sentence, type WordTable } from './words.ts';

/** The words for `ProgramErrorCode`. */
export const programWords: WordTable<ProgramErrorCode> = {
  DownloadFailed: (failure) => ({
    title: `etcd did not arrive from ${fact(failure, 'address', 'its release page')}.`,
    action: `${reasonSentence(failure)} Try again, name a mirror that this machine reaches, or put etcd on PATH.`,
  }),
  DownloadMismatch: (failure) => ({
    title: 'What was downloaded is not the etcd that was expected. It was thrown away.',
    action: `Its SHA-256 is ${fact(failure, 'received', 'another one')}, not ${fact(failure, 'expected', 'the pinned one')}. Do not use what came by this way.`,
  }),
  ArchiveInvalid: (failure) => ({
    title: 'The archive is no release of etcd. Nothing of it was kept.',
    action: `${reasonSentence(failure)} Name another archive, or put etcd on PATH.`,
  }),
  InstallFailed: (failure) => ({
    title: 'etcd could not be got. Nothing of it was kept.',
    action: `It ended with these words: ${sentence(failure)}`,
  }),
};
