import Box from '@mui/material/Box';
import type { KubernetesReport, ResourceUse } from '../../../../contract/kubernetes-reports.ts';
import { formatBytes, formatCount, plural } from '../../../ui/format.ts';
import { Treemap } from '../../../ui/Treemap.tsx';
import type { TableColumn } from '../../../ui/table-model.ts';
import { figureOfEvents, figureOfUse, type OpenFigure } from '../model/open-figure.ts';
import { FigureButton } from './FigureButton.tsx';
import { ReportTable } from './ReportTable.tsx';

const keyOfUse = (row: ResourceUse): string => `${row.resource} ${row.namespace ?? ''}`;

/** What each resource takes in each namespace, as areas and as numbers. */
export function Usage(props: {
  readonly report: KubernetesReport;
  readonly columns: readonly TableColumn<ResourceUse>[];
  readonly onFigure: (figure: OpenFigure) => void;
}) {
  const { report, columns, onFigure } = props;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 560 }}>
      <Box sx={{ p: '12px 14px 4px', flexShrink: 0 }}>
        <Treemap
          label="Bytes by resource and namespace"
          parts={report.use.map((row) => ({
            id: keyOfUse(row),
            group: row.resource,
            name: row.namespace ?? 'cluster-wide',
            amount: row.bytes,
          }))}
          format={formatBytes}
          onOpen={({ id }) => {
            const row = report.use.find((one) => keyOfUse(one) === id);
            if (row !== undefined) onFigure(figureOfUse(row));
          }}
        />
      </Box>
      <Box sx={{ flex: 1, minHeight: 240 }}>
        <ReportTable
          label="Use by resource and namespace"
          columns={columns}
          rows={report.use}
          keyOf={keyOfUse}
          onOpen={(row) => onFigure(figureOfUse(row))}
          openLabel="Show the objects"
          empty="No object"
          note={
            <>
              {plural(report.objects, 'object')}, {formatBytes(report.bytes)}.{' '}
              <Events report={report} onFigure={onFigure} />
              {unnamedWords(report.unnamedObjects)}
            </>
          }
        />
      </Box>
    </Box>
  );
}

function Events(props: { readonly report: KubernetesReport; readonly onFigure: (figure: OpenFigure) => void }) {
  const { events } = props.report;
  const words = `Events: ${formatCount(events.objects)}, ${formatBytes(events.bytes)}, on ${plural(events.leases, 'lease')}`;
  if (events.objects === 0) return `${words}.`;
  return (
    <>
      <FigureButton label={plural(events.objects, 'event')} onOpen={() => props.onFigure(figureOfEvents(events))}>
        {words}
      </FigureButton>
      .
    </>
  );
}

const unnamedWords = (count: number): string =>
  count === 0
    ? ''
    : ` ${plural(count, 'object')} with longer keys than Kubernetes makes: counted, and not listed by name.`;
