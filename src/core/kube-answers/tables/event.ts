import { orElse, type Printer } from './printer.ts';

/** An event's row; its columns begin with the time it was last seen. */
export const eventCells: Printer = (event, { name, ages }) => {
  const first = event.time('firstTimestamp') ?? event.time('eventTime');
  const series = event.has('series') ? event.message('series') : null;
  const last = series === null ? (event.time('lastTimestamp') ?? first) : series.time('lastObservedTime');
  const count = series === null ? event.number('count') || 1 : series.number('count');
  const involved = event.message('involvedObject');
  const kind = involved.text('kind').toLowerCase();
  const source = event.message('source');
  const component = orElse(source.text('component'), event.text('reportingComponent'));
  const instance = orElse(source.text('host'), event.text('reportingInstance'));
  return [
    ages.since(last),
    event.text('type'),
    event.text('reason'),
    involved.text('name') === '' ? kind : `${kind}/${involved.text('name')}`,
    involved.text('fieldPath'),
    instance === '' ? component : `${component}, ${instance}`,
    event.text('message').trim(),
    ages.since(first),
    count,
    name,
  ];
};
