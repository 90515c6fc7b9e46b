import type { KubernetesReport } from '../../../contract/kubernetes-reports.ts';
import { type PackedEntries, unpackEntries } from '../../sources/packed-entries.ts';
import { coverAnswer } from '../../values/secrets/cover-answer.ts';
import type { StartJob } from '../../work/job.ts';
import { isNamed } from './brief.ts';
import { EncryptionCount } from './encryption.ts';
import { EventCount } from './events.ts';
import { Findings } from './findings.ts';
import { HelmCount } from './helm.ts';
import { LeaseCheck, type LeaseTimes } from './leases.ts';
import { lookAtObject } from './look-at-object.ts';
import { OwnerCheck } from './owners.ts';
import { Ranking } from './ranking.ts';
import { reportEntry } from './report-entry.ts';
import { UseCount } from './use.ts';
import { VersionCount } from './versions.ts';

/** The input of a report. */
export interface ReportParams {
  readonly registry: Uint8Array;
  /** The existing namespaces; `null` where the registry has none to compare with. */
  readonly namespaces: readonly string[] | null;
  readonly times: LeaseTimes;
}

const ranked = 100;

/**
 * Reads every object of a registry in key order, and reports on all of them. Memory grows with the distinct values, not
 * with the number of objects.
 */
export const startReport: StartJob<ReportParams, PackedEntries, void, Omit<KubernetesReport, 'revision'>> = ({
  registry,
  namespaces,
  times,
}) => {
  const world = { namespaces: namespaces && new Set(namespaces) };
  const findings = new Findings();
  const leases = new LeaseCheck(times, findings);
  const [largest, busiest] = [new Ranking(ranked), new Ranking(ranked)];
  const [use, versions, encryption] = [new UseCount(), new VersionCount(), new EncryptionCount()];
  const [helm, events, owners] = [new HelmCount(), new EventCount(), new OwnerCheck(registry)];
  const counts = [use, versions, encryption, helm, events, owners];
  const total = { objects: 0, unnamedObjects: 0, bytes: 0 };

  return {
    take(part) {
      for (const packed of unpackEntries(part)) {
        const entry = reportEntry(registry, packed);
        if (entry === null) continue;
        total.objects += 1;
        if (!isNamed(entry.key)) total.unnamedObjects += 1;
        total.bytes += entry.value.length;
        for (const count of counts) count.add(entry);
        largest.add(entry, entry.value.length);
        busiest.add(entry, entry.writes);
        lookAtObject(entry, world, findings);
        leases.add(entry);
      }
    },
    finish() {
      owners.finish(findings);
      const dataTime = leases.finish();
      // Kinds, finalizers and owners come from the objects: any of them may contain a Secret.
      return coverAnswer({
        ...total,
        dataTime,
        use: use.rows(),
        largest: largest.ranked(),
        busiest: busiest.ranked(),
        ...findings.report(),
        events: events.report(),
        storedVersions: versions.rows(),
        encryption: encryption.rows(),
        helmReleases: helm.releases(),
      });
    },
  };
};
