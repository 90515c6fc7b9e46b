import { type JsonParts, jsonOf } from './json-text.ts';

/**
 * Returns an autoscaling/v2 HorizontalPodAutoscaler in v1, which knows the utilization of the CPU and no other metric.
 * The API server keeps the others, the conditions and the behavior in annotations there; they are left out.
 */
export function convertAutoscaler(autoscaler: JsonParts): string {
  const spec = autoscaler.of('spec');
  const status = autoscaler.of('status');
  return jsonOf([
    ['kind', '"HorizontalPodAutoscaler"'],
    ['apiVersion', '"autoscaling/v1"'],
    ['metadata', autoscaler.of('metadata').json()],
    [
      'spec',
      jsonOf([
        ['scaleTargetRef', spec.of('scaleTargetRef').json()],
        ['minReplicas', spec.of('minReplicas').json()],
        ['maxReplicas', spec.of('maxReplicas').json()],
        ['targetCPUUtilizationPercentage', utilization(spec.of('metrics'), 'target')],
      ]),
    ],
    [
      'status',
      jsonOf([
        ['observedGeneration', status.of('observedGeneration').json()],
        ['lastScaleTime', status.of('lastScaleTime').json()],
        ['currentReplicas', status.of('currentReplicas').json()],
        ['desiredReplicas', status.of('desiredReplicas').json()],
        ['currentCPUUtilizationPercentage', utilization(status.of('currentMetrics'), 'current')],
      ]),
    ],
  ]);
}

/** Returns the average utilization of the CPU, as it is wanted or as it is. */
function utilization(metrics: JsonParts, which: 'target' | 'current'): string | null {
  const resources = metrics.elements().map((metric) => metric.of('resource'));
  const cpu = resources.find((resource) => resource.of('name').string() === 'cpu');
  return cpu?.of(which).of('averageUtilization').json() ?? null;
}
