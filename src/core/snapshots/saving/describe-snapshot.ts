import { PartialFile } from '../../files/partial-file.ts';
import { descriptionFileOf, readDescription, type SnapshotDescription } from '../../snapshot-files/description.ts';

/**
 * Writes the description beside a saved snapshot, readable by its owner only. Never over another file: fails with
 * `FileExists`, `FileNotWritable`, `DiskFull`.
 */
export async function describeSnapshot(file: string, description: SnapshotDescription): Promise<void> {
  await write(await PartialFile.create(descriptionFileOf(file), 'snapshotSave'), description);
}

/**
 * Writes the description anew where it stands as it was written, with what was learned since; leaves any other alone.
 * Fails as `describeSnapshot`.
 */
export async function describeAnew(file: string, description: SnapshotDescription): Promise<void> {
  const before = await readDescription(file);
  if (before?.sha256 !== description.sha256 || before.at !== description.at) return;
  await write(await PartialFile.replacing(descriptionFileOf(file), 'snapshotSave'), description);
}

async function write(part: PartialFile, description: SnapshotDescription): Promise<void> {
  try {
    await part.append(new TextEncoder().encode(`${JSON.stringify(description, null, 2)}\n`));
    await part.finish();
  } finally {
    await part.discard();
  }
}
