import type { EncryptionUse } from '../../../contract/kubernetes-reports.ts';
import { readEncryptionEnvelope } from '../objects/encryption-envelope.ts';
import { brief } from './brief.ts';
import type { ReportEntry } from './report-entry.ts';

type Counted = { -readonly [Name in keyof EncryptionUse]: EncryptionUse[Name] };

/** How many objects of each resource are encrypted, by which key, and how many lie in clear. */
export class EncryptionCount {
  readonly #rows = new Map<string, Counted>();

  add({ storedAs, value, ...entry }: ReportEntry): void {
    const resource = brief(entry.resource);
    const envelope = storedAs === 'encrypted' ? readEncryptionEnvelope(value) : null;
    const provider = envelope?.provider ?? null;
    const keyName = envelope && brief(envelope.kmsKeyId ?? envelope.name);
    const id = `${resource} ${provider ?? ''} ${keyName ?? ''}`;
    const row = this.#rows.get(id);
    if (row !== undefined) row.objects += 1;
    else this.#rows.set(id, { resource, provider, keyName, objects: 1 });
  }

  rows(): readonly EncryptionUse[] {
    return [...this.#rows.values()];
  }
}
