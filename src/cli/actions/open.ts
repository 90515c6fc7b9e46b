import { resolve } from 'node:path';
import { fileAddress } from '../../contract/file-address.ts';
import { readFileKind } from '../../core/files/file-kind.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { serve } from './serve.ts';

export interface OpenOptions {
  readonly port?: number;
  readonly browser: boolean;
}

export async function open(invocation: Invocation, file: string, { port, browser }: OpenOptions): Promise<ExitCode> {
  const path = resolve(file);
  // What cannot be read is said here, and not in a browser.
  await readFileKind(path);
  return await serve(invocation, {
    ...(port === undefined ? {} : { port }),
    open: browser,
    address: fileAddress(path),
  });
}
