import { type MemberScrape, metricIds, type Scrape } from '../../../contract/metrics.ts';
import { toCsv } from '../../ui/csv.ts';
import type { TableColumn } from '../../ui/table-model.ts';
import type { ShownMember } from './metrics-window.ts';

interface Row extends MemberScrape {
  readonly at: number;
  readonly name: string;
}

const column = (id: string, value: (row: Row) => string | number | null): TableColumn<Row> => ({
  ...{ id, title: id, width: 0 },
  valueOf: value,
});

const columns: readonly TableColumn<Row>[] = [
  column('time', ({ at }) => new Date(at).toISOString()),
  column('member', ({ member }) => member),
  column('name', ({ name }) => name),
  ...metricIds.map((id) => column(id, ({ values }) => values[id] ?? null)),
  column('failure', ({ failure }) => failure?.code ?? null),
];

/** Returns scrapes as CSV, a row for each member and scrape: rates per second, durations in seconds, sizes in bytes. */
export function metricsCsv(scrapes: readonly Scrape[], members: readonly ShownMember[]): string {
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const rows = scrapes.flatMap(({ at, members: scraped }) =>
    scraped.map((row) => ({ ...row, at, name: names.get(row.member) ?? '' })),
  );
  return toCsv(columns, rows);
}
