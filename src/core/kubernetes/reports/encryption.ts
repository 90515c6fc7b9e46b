import type { EncryptionUse } from '../../../contract/kubernetes-reports.ts';
import { readEncryptionEnvelope } from '../../kubernetes-storage/heads/encryption-envelope.ts';
import { brief } from './brief.ts';
import type { ReportEntry } from './report-entry.ts';

type Counted = { -readonly [Name in keyof EncryptionUse]: EncryptionUse[Name] };

/** Counts the encrypted objects of each resource by encryption key, and those in clear. */
export class EncryptionCount {
  readonly #rows = new Map<string, Counted>();

  add(entry: ReportEntry): void {
    const resource = brief(entry.resource);
    const { provider, keyName } = encryptionOf(entry);
    const id = `${resource} ${provider ?? ''} ${keyName ?? ''}`;
    const row = this.#rows.get(id);
    if (row !== undefined) row.objects += 1;
    else this.#rows.set(id, { resource, provider, keyName, objects: 1 });
  }

  rows(): readonly EncryptionUse[] {
    return [...this.#rows.values()];
  }
}

/** The provider and key of an object's encryption; both `null` where it is in clear. */
export function encryptionOf({
  storedAs,
  value,
}: Pick<ReportEntry, 'storedAs' | 'value'>): Pick<EncryptionUse, 'provider' | 'keyName'> {
  const envelope = storedAs === 'encrypted' ? readEncryptionEnvelope(value) : null;
  if (envelope === null) return { provider: null, keyName: null };
  return { provider: brief(envelope.provider), keyName: brief(envelope.kmsKeyId ?? envelope.name) };
}
