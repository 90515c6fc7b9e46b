import type { InputErrorCode } from '../../../contract/failure.ts';
import { fact, type WordTable } from './words.ts';

/** What is wrong with what was given here, before anything was sent. */
export const inputWords: WordTable<InputErrorCode> = {
  BadRequest: (failure) => ({
    title: 'The request cannot be right.',
    action: `${failure.message} Correct it and try again.`,
  }),
  FileNotFound: (failure) => ({
    title: `There is no file ${fact(failure, 'file', 'at that path')}.`,
    action: 'Choose it again: the path is one on the machine where etcdeck runs.',
  }),
  FileNotReadable: (failure) => ({
    title: `The file ${fact(failure, 'file', 'at that path')} cannot be read.`,
    action: 'Give the user that runs etcdeck the right to read it, or choose a copy.',
  }),
  FileExists: (failure) => ({
    title: `${fact(failure, 'file', 'The file')} already exists.`,
    action: 'Choose another name: etcdeck never overwrites a file.',
  }),
  FileNotWritable: (failure) => ({
    title: `${fact(failure, 'file', 'The file')} cannot be written.`,
    action: 'Choose a folder that the user who runs etcdeck may write to.',
  }),
  DiskFull: {
    title: 'The disk is full.',
    action: 'Make room or choose another disk. Nothing incomplete was left behind.',
  },
  CertificateInvalid: (failure) => ({
    title: `${fact(failure, 'file', 'The file')} holds no certificate that can be read.`,
    action: 'Choose a certificate in PEM, DER or PKCS#12: most have a line “-----BEGIN CERTIFICATE-----”.',
  }),
  PrivateKeyInvalid: (failure) => ({
    title: `${fact(failure, 'file', 'The file')} holds no private key that can be read.`,
    action: 'Choose the file with the key of the client certificate: PEM, DER or PKCS#12.',
  }),
  PrivateKeyRequired: {
    title: 'The client certificate needs its private key.',
    action: 'Choose the key’s file, or paste the key. A pasted key is kept only where there is a keychain.',
  },
  PassphraseRequired: {
    title: 'The private key is encrypted.',
    action: 'Give its passphrase.',
  },
  PassphraseWrong: {
    title: 'The passphrase does not open the private key.',
    action: 'Type it again.',
  },
  KeyMismatch: {
    title: 'The private key does not belong to the client certificate.',
    action: 'Choose the key that was made for this certificate.',
  },
  SettingsDamaged: (failure) => ({
    title: 'The settings file cannot be read.',
    action: `Mend or move away ${fact(failure, 'file', 'the file')}, then reload. etcdeck leaves it as it is.`,
  }),
  SettingsLocked: {
    title: 'Another etcdeck is writing the settings.',
    action: 'Try again in a moment.',
  },
};
