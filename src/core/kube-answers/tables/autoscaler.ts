import type { ObjectView } from '../view/object-view.ts';
import type { Printer } from './printer.ts';
import { canonical } from './storage.ts';

const mostMetrics = 2;

/** A HorizontalPodAutoscaler's row. */
export const autoscalerCells: Printer = (autoscaler, { name, age }) => {
  const spec = autoscaler.message('spec');
  const status = autoscaler.message('status');
  const target = spec.message('scaleTargetRef');
  return [
    name,
    `${target.text('kind')}/${target.text('name')}`,
    metricsText(spec, status),
    String(spec.numberOrNull('minReplicas') ?? 1),
    spec.number('maxReplicas'),
    status.number('currentReplicas'),
    age,
  ];
};

function metricsText(spec: ObjectView, status: ObjectView): string {
  // v1, which clusters before 1.26 store, knows one metric.
  if (spec.has('targetCPUUtilizationPercentage')) {
    const now = status.numberOrNull('currentCPUUtilizationPercentage');
    return `cpu: ${percent(now, '<unknown>')}/${spec.number('targetCPUUtilizationPercentage')}%`;
  }
  const wanted = spec.list('metrics');
  if (wanted.length === 0) return '<none>';
  const current = status.list('currentMetrics');
  const shown = wanted.slice(0, mostMetrics).map((metric, place) => metricText(metric, current[place] ?? null));
  const text = shown.join(', ');
  return wanted.length > mostMetrics ? `${text} + ${wanted.length - mostMetrics} more...` : text;
}

function metricText(metric: ObjectView, current: ObjectView | null): string {
  switch (metric.text('type')) {
    case 'External':
      return amount(metric.message('external'), partOf(current, 'external'));
    case 'Object':
      return amount(metric.message('object'), partOf(current, 'object'));
    case 'Pods': {
      const now = partOf(current, 'pods');
      const average = now === null ? '<unknown>' : quantity(now.message('current'), 'averageValue');
      return `${average}/${quantity(metric.message('pods').message('target'), 'averageValue')}`;
    }
    case 'Resource':
      return usage(metric.message('resource'), partOf(current, 'resource'));
    case 'ContainerResource':
      return usage(metric.message('containerResource'), partOf(current, 'containerResource'));
    default:
      return '<unknown type>';
  }
}

function partOf(current: ObjectView | null, name: string): ObjectView | null {
  return current?.has(name) ? current.message(name) : null;
}

/** Returns a metric with a value, or an average of one. */
function amount(wanted: ObjectView, current: ObjectView | null): string {
  const target = wanted.message('target');
  const now = current?.message('current') ?? null;
  if (target.has('averageValue')) {
    const average = now?.has('averageValue') ? quantity(now, 'averageValue') : '<unknown>';
    return `${average}/${quantity(target, 'averageValue')} (avg)`;
  }
  return `${now === null ? '<unknown>' : quantity(now, 'value')}/${quantity(target, 'value')}`;
}

/** Returns a metric of a resource: an average value, or a utilization. */
function usage(wanted: ObjectView, current: ObjectView | null): string {
  const target = wanted.message('target');
  const now = current?.message('current') ?? null;
  const name = wanted.text('name');
  if (target.has('averageValue')) {
    const average = now === null ? '<unknown>' : quantity(now, 'averageValue');
    return `${name}: ${average}/${quantity(target, 'averageValue')}`;
  }
  const utilization = percent(now?.numberOrNull('averageUtilization') ?? null, '<unknown>');
  return `${name}: ${utilization}/${percent(target.numberOrNull('averageUtilization'), '<auto>')}`;
}

function percent(number: number | null, instead: string): string {
  return number === null ? instead : `${number}%`;
}

/** Returns a quantity; Go prints a missing one as `<nil>`. */
function quantity(metric: ObjectView, name: string): string {
  return metric.has(name) ? canonical(metric.quantity(name)) : '<nil>';
}
