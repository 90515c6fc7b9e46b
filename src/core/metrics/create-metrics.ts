import type { MetricsApi } from '../../contract/metrics.ts';
import { standIn } from '../maintenance/stand-in.ts';

/** STAND-IN */
export function createMetrics(): MetricsApi {
  return { follow: standIn };
}
