import type { DoctorApi } from '../../contract/doctor.ts';
import { standIn } from '../maintenance/stand-in.ts';
import { review } from './review.ts';

/** STAND-IN */
export function createDoctor(): DoctorApi {
  return {
    ...{ examine: standIn, follow: standIn, snooze: standIn, wake: standIn, report: standIn },
    review: async ({ text, to }) => review(text, to),
  };
}
