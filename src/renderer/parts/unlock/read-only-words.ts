import type { ReadOnlyReason } from '../../../contract/connections/state.ts';

const because: Readonly<Record<ReadOnlyReason, string>> = {
  production: 'Read-only, as production is.',
  imported: 'Read-only, because it was imported.',
  chosen: 'Read-only, as its settings ask.',
  productionElsewhere: 'Read-only, because another connection to this cluster is marked as production.',
  unknown: 'Read-only, until a quorum says whether Kubernetes keeps its objects here.',
  registry: 'Read-only, because Kubernetes keeps its objects here.',
};

export const readOnlySentence = (reason: ReadOnlyReason): string => because[reason];

/** Says until when writes go through. The cluster may refuse them all the same. */
export function unlockedSentence(until: number): string {
  const time = new Date(until).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return `Unlocked for writing until ${time}.`;
}

const cautions: Readonly<Record<ReadOnlyReason, string>> = {
  production: 'What you write reaches production at once.',
  imported: 'It was imported, and nobody has said yet that it may be written to. Its settings can say so for good.',
  chosen: 'Whoever set it up wants no write by accident. Its settings can let it open for writing.',
  productionElsewhere: 'What you write reaches production at once: another connection to this cluster says so.',
  unknown: 'Nobody could be asked yet whether Kubernetes keeps its objects here. A write needs a quorum anyhow.',
  registry: 'A write past the API server is neither checked nor seen by its admission; kubectl is the safer way.',
};

/** Returns what to consider before unlocking. `isOfKubernetes`: whether Kubernetes' own keys are to be written. */
export const cautionOf = (reason: ReadOnlyReason, isOfKubernetes: boolean): string =>
  reason === 'registry' && !isOfKubernetes
    ? 'What is changed here is no object of Kubernetes; its API server depends on this etcd all the same.'
    : cautions[reason];
