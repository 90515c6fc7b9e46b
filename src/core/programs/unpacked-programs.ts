import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import { PartialFile } from '../files/partial-file.ts';

/** etcd's programs have 15 to 35 MB; an archive that unpacks to more than all of them together is none of its releases. */
const mostBytes = 512 * 1024 * 1024;
/** A release has some fifty files, most of them documentation. */
const mostEntries = 2_000;

const operation = 'programs.get';

/** etcd's own programs, by the names that a release has them under: at its top, or in its one folder. */
const program = /^(?:\.\/)?(?:(?!\.\.\/)[^/\\]{1,200}\/)?((?:etcd|etcdctl|etcdutl)(?:\.exe)?)$/;

/** A file of an archive. */
export interface ArchiveEntry {
  readonly path: string;
  /** Whether it is a plain file: no folder, no link, no device. */
  readonly isFile: boolean;
  /** As the archive says. */
  readonly bytes: number;
}

/** Takes etcd's programs out of an archive, and nothing else: no path of the archive's becomes one of this machine. */
export class UnpackedPrograms {
  readonly #folder: string;
  readonly #address: string;
  readonly #taken = new Set<string>();
  #entries = 0;
  #bytes = 0;

  constructor(folder: string, address: string) {
    this.#folder = folder;
    this.#address = address;
  }

  /** Returns the name of the program that an entry is, `null` for what is left in the archive. Fails with `ArchiveInvalid`. */
  nameOf({ path, isFile, bytes }: ArchiveEntry): string | null {
    this.#entries += 1;
    this.#bytes += bytes;
    if (this.#entries > mostEntries) throw this.invalid(`it has more than ${mostEntries} files`);
    if (this.#bytes > mostBytes) throw this.invalid(`it unpacks to more than ${mostBytes / 1024 / 1024} MiB`);
    const name = program.exec(path)?.[1] ?? null;
    if (name === null) return null;
    if (!isFile) throw this.invalid(`its ${name} is no plain file`);
    if (this.#taken.has(name)) throw this.invalid(`it has two files ${name}`);
    this.#taken.add(name);
    return name;
  }

  /** Writes a program. Fails with `ArchiveInvalid` where it has more bytes than the archive says, and with `DiskFull`. */
  async take(name: string, bytes: number, open: () => Promise<AsyncIterable<Uint8Array>>): Promise<void> {
    const file = join(this.#folder, name);
    const part = await PartialFile.create(file, operation);
    try {
      let written = 0;
      for await (const chunk of await open()) {
        written += chunk.length;
        if (written > bytes) throw this.invalid(`its ${name} has more bytes than it says`);
        await part.append(chunk);
      }
      if (written !== bytes) throw this.invalid(`its ${name} is cut off`);
      await part.finish();
      await chmod(file, 0o700);
    } finally {
      await part.discard();
    }
  }

  /** Fails with `ArchiveInvalid` where etcd itself was not among the files. */
  end(): void {
    if (!this.#taken.has('etcd') && !this.#taken.has('etcd.exe')) throw this.invalid('it holds no etcd');
  }

  /** Says what is wrong with the archive. */
  invalid(reason: string, cause?: unknown): EtcdeckError {
    const message = `${this.#address}: ${reason}`;
    const detail = { address: this.#address, reason };
    return new EtcdeckError({ code: 'ArchiveInvalid', message, operation, detail }, { cause });
  }
}
