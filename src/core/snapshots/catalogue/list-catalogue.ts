import type { ClusterId } from '../../../contract/ids.ts';
import type { CataloguedSnapshot, SnapshotCatalogue } from '../../../contract/snapshots.ts';
import type { FileStats } from '../../files/file-stats.ts';
import type { CatalogueContents } from './catalogue-document.ts';
import { type FolderContents, type FoundFile, type FoundFiles, failureOfFolder } from './found-files.ts';
import { foundRecord, isOf, type SnapshotRecord, toldOf, withoutProof } from './records.ts';

const mostShown = 1_000;

/**
 * Joins what was saved with what the folders have: the snapshots of a cluster with those found that name none, or all
 * (`null`), newest first.
 */
export async function listCatalogue(
  { records, folders }: CatalogueContents,
  wanted: ClusterId | null,
  { stats, found }: { readonly stats: FileStats; readonly found: FoundFiles },
): Promise<SnapshotCatalogue> {
  const looked = await Promise.all(folders.map((folder) => look(found, folder)));
  const known = new Map(records.map((record) => [record.file, record]));
  const files = new Map(looked.flatMap((each) => each.files).map((file) => [file.file, file]));
  const isWanted = ({ clusterId, origin }: SnapshotRecord): boolean =>
    wanted === null || clusterId === wanted || (origin === 'folder' && clusterId === null);
  const elsewhere = records.filter(({ file, origin }) => origin !== 'folder' && !files.has(file));
  const all = [...[...files.values()].map((file) => joined(file, known.get(file.file))), ...elsewhere]
    .filter(isWanted)
    .toSorted((a, b) => b.at - a.at);
  const snapshots = all.slice(0, mostShown).map((record) => {
    const file = files.get(record.file);
    return file === undefined ? askedFor(record, stats) : toldOf(record, file.bytes === record.bytes);
  });
  return {
    snapshots: await Promise.all(snapshots),
    folders: looked.map(({ folder, failure, strangers }) => ({ folder, failure, strangers })),
    isCut: all.length > mostShown || looked.some(({ isCut }) => isCut),
  };
}

type Looked = FolderContents & SnapshotCatalogue['folders'][number];

async function look(found: FoundFiles, folder: string): Promise<Looked> {
  try {
    return { folder, failure: null, ...(await found.of(folder)) };
  } catch (error) {
    return { folder, failure: failureOfFolder(error), files: [], strangers: 0, isCut: false };
  }
}

/** Returns what is known of a file of a folder: what was saved or proved of it before, and its description. */
function joined(file: FoundFile, record: SnapshotRecord | undefined): SnapshotRecord {
  if (record === undefined) return foundRecord(file);
  if (record.bytes !== file.bytes) return isReplaced(file, record) ? foundRecord(file) : record;
  const proved = isOf(record, file) ? record : withoutProof(record);
  if (record.origin !== 'folder') return proved;
  const { checked, rehearsed, copies, sha256 } = proved;
  // A description that is of other contents tells nothing of these.
  const isOther = sha256 !== null && file.description !== null && sha256 !== file.description.sha256;
  const facts = foundRecord(isOther ? { ...file, description: null } : file);
  return {
    ...{ ...facts, checked, rehearsed, copies },
    sha256: sha256 ?? facts.sha256,
    revision: checked?.revision ?? facts.revision,
  };
}

/** Whether a file of another size than the record's is another snapshot, rather than the saved one cut or damaged. */
const isReplaced = ({ description }: FoundFile, { origin, sha256 }: SnapshotRecord): boolean =>
  origin === 'folder' || (description !== null && description.sha256 !== sha256);

async function askedFor(record: SnapshotRecord, stats: FileStats): Promise<CataloguedSnapshot> {
  const stat = await stats.of(record.file);
  if (stat === 'unknown') return toldOf(record, null);
  if (stat === null || stat.bytes !== record.bytes) return toldOf(record, false);
  return toldOf(isOf(record, stat) ? record : withoutProof(record), true);
}
