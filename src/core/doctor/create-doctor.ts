import type { DoctorApi } from '../../contract/doctor.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId } from '../../contract/ids.ts';
import type { OpenConnection, OpenConnections } from '../connections/held/open-connections.ts';
import { cancelled } from '../etcd/failures.ts';
import { PartialFile } from '../files/partial-file.ts';
import { stoppable } from '../streams/stoppable.ts';
import { ClusterDoctor, type DoctorParts } from './cluster-doctor.ts';
import { reportOf } from './report/report.ts';
import { review } from './review.ts';
import type { Snoozes } from './snoozes.ts';

/** What the doctor is made of. */
export interface CreateDoctorParts extends DoctorParts {
  readonly open: OpenConnections;
  readonly snoozes: Snoozes;
  readonly version: string;
}

/** Creates the doctor of open connections; the followers of a connection share its checks. */
export function createDoctor({ open, snoozes, version, ...parts }: CreateDoctorParts): DoctorApi {
  const doctors = new WeakMap<OpenConnection, ClusterDoctor>();
  const doctorOf = (held: OpenConnection): ClusterDoctor => {
    const doctor = doctors.get(held) ?? new ClusterDoctor(held, parts);
    doctors.set(held, doctor);
    return doctor;
  };
  const { ledger, ports } = parts;
  return {
    examine({ connection, ...request }, options) {
      const held = open.require(connection);
      return stoppable(options?.signal, async function* (signal) {
        const bounded = AbortSignal.any([signal, held.closed]);
        yield* doctorOf(held).examine(request, bounded);
        if (bounded.aborted) throw cancelled('examine');
      });
    },
    follow({ connection }, options) {
      const held = open.require(connection);
      return stoppable(options?.signal, async function* (signal) {
        yield* doctorOf(held).follow(AbortSignal.any([signal, held.closed]));
        if (signal.aborted) throw cancelled('follow');
      });
    },
    async snooze({ connection, finding, reason, until }) {
      const held = open.require(connection);
      const clusterId = clusterOf(held, doctorOf, 'doctor.snooze');
      const severity = ledger.severityOf(clusterId, finding);
      await snoozes.set({ clusterId, finding, reason, until, at: ports.clock.now(), severity });
      doctorOf(held).refresh();
    },
    async wake({ connection, finding }) {
      const held = open.require(connection);
      await snoozes.drop({ clusterId: clusterOf(held, doctorOf, 'doctor.wake'), finding });
      doctorOf(held).refresh();
    },
    async report({ connection, format, file }) {
      const held = open.require(connection);
      const last = doctorOf(held).last;
      if (last === null) throw notYet('doctor.report', 'the cluster has not been examined yet');
      const report = reportOf({ ...last, profile: held.profile, version }, format);
      if (file === null) return report;
      await writeReport(file, report.text);
      return { name: report.name, text: null };
    },
    review: async ({ text, to }) => review(text, to),
  };
}

/** Returns the cluster of a connection: a snooze counts for every connection to the same cluster. */
function clusterOf(
  held: OpenConnection,
  doctorOf: (held: OpenConnection) => ClusterDoctor,
  operation: string,
): ClusterId {
  const clusterId = held.state().clusterId ?? doctorOf(held).last?.examination.clusterId ?? null;
  if (clusterId === null) throw notYet(operation, 'no member has answered yet');
  // Every kine reports the same one.
  if (clusterId === '0') throw new EtcdeckError({ code: 'BadRequest', message: 'kine has no cluster id', operation });
  return clusterId;
}

const notYet = (operation: string, message: string): EtcdeckError =>
  new EtcdeckError({ code: 'BadRequest', message, operation, retry: true });

/** Writes a report; the file gets its name once it is complete. */
async function writeReport(file: string, text: string): Promise<void> {
  const part = await PartialFile.create(file, 'doctor.report');
  try {
    await part.append(new TextEncoder().encode(text));
    await part.finish();
  } catch (error) {
    await part.discard();
    throw error;
  }
}
