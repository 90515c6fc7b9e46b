import { type JsonParts, jsonOf } from './json-text.ts';

/** Returns a core v1 Event in events.k8s.io/v1, which has other names for the same. */
export function convertEvent(event: JsonParts): string {
  const series = event.of('series');
  return jsonOf([
    ['kind', '"Event"'],
    ['apiVersion', '"events.k8s.io/v1"'],
    ['metadata', event.of('metadata').json()],
    ['eventTime', event.of('eventTime').json()],
    [
      'series',
      series.isThere
        ? jsonOf([
            ['count', series.of('count').json()],
            ['lastObservedTime', series.of('lastObservedTime').json()],
          ])
        : null,
    ],
    ['reportingController', event.of('reportingComponent').json()],
    ['reportingInstance', event.of('reportingInstance').json()],
    ['action', event.of('action').json()],
    ['reason', event.of('reason').json()],
    ['regarding', event.of('involvedObject').json()],
    ['related', event.of('related').json()],
    ['note', event.of('message').json()],
    ['type', event.of('type').json()],
    ['deprecatedSource', event.of('source').json()],
    ['deprecatedFirstTimestamp', event.of('firstTimestamp').json()],
    ['deprecatedLastTimestamp', event.of('lastTimestamp').json()],
    ['deprecatedCount', event.of('count').json()],
  ]);
}
