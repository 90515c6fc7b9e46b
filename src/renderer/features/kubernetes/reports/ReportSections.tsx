import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useMemo } from 'react';
import type { KubernetesReport, ReportedObject } from '../../../../contract/kubernetes-reports.ts';
import { toHex } from '../../../ui/byte-text.ts';
import { formatBytes, formatCount } from '../../../ui/format.ts';
import { color } from '../../../ui/tokens.ts';
import type { ObjectAspect } from '../model/kubernetes-model.ts';
import {
  figureOfEncryption,
  figureOfRelease,
  figureOfUse,
  figureOfVersion,
  type OpenFigure,
  type ReportSection,
} from '../model/open-figure.ts';
import type { DrawFigure } from './cells.tsx';
import { FigureButton } from './FigureButton.tsx';
import { Findings } from './Findings.tsx';
import { ReportTable } from './ReportTable.tsx';
import {
  busiestColumns,
  encryptionColumns,
  helmColumns,
  largestColumns,
  usageColumns,
  versionColumns,
} from './report-columns.tsx';
import { Usage } from './Usage.tsx';

const keyOfObject = (row: ReportedObject): string => toHex(row.key);
const showsObjects = 'Show the objects';

/** What a walk over the registry found, a section at a time. Each figure opens the objects that it counts. */
export function ReportSections(props: {
  readonly report: KubernetesReport;
  /** `null` where no server would take a write. */
  readonly maxRequestBytes: number | null;
  readonly section: ReportSection;
  readonly onSection: (section: ReportSection) => void;
  readonly onFigure: (figure: OpenFigure) => void;
  readonly onOpen: (key: Uint8Array, aspect: ObjectAspect) => void;
}) {
  const { report, maxRequestBytes, section, onFigure, onOpen } = props;
  const open = (row: ReportedObject): void => onOpen(row.key, 'yaml');
  const columns = useMemo(() => {
    const draw =
      <R,>(figureOf: (row: R) => OpenFigure): DrawFigure<R> =>
      (row, shown) => {
        const figure = figureOf(row);
        return (
          <FigureButton
            isInTable
            label={`${formatCount(figure.objects)} ${figure.title}`}
            onOpen={() => onFigure(figure)}
          >
            {shown}
          </FigureButton>
        );
      };
    return {
      use: usageColumns(draw(figureOfUse)),
      versions: versionColumns(draw(figureOfVersion)),
      encryption: encryptionColumns(draw(figureOfEncryption)),
      helm: helmColumns(draw(figureOfRelease)),
    };
  }, [onFigure]);
  const findings = Object.values(report.findingCounts).reduce((sum, count) => sum + count, 0);
  return (
    <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
      <Tabs
        aria-label="Parts of the report"
        value={section}
        variant="scrollable"
        onChange={(_, chosen: ReportSection) => props.onSection(chosen)}
        sx={{ borderBottom: `1px solid ${color.line}`, flexShrink: 0 }}
      >
        <Tab value="use" label="What takes how much" />
        <Tab value="largest" label="Largest" />
        <Tab value="busiest" label="Most written" />
        <Tab value="findings" label={findings === 0 ? 'Findings' : `Findings (${formatCount(findings)})`} />
        <Tab value="versions" label="Stored versions" />
        <Tab value="encryption" label="Encryption" />
        <Tab value="helm" label="Helm releases" />
      </Tabs>
      <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto' }}>
        {section === 'use' ? <Usage report={report} columns={columns.use} onFigure={onFigure} /> : null}
        {section === 'largest' ? (
          <ReportTable
            label="Largest objects"
            columns={largestColumns}
            rows={report.largest}
            keyOf={keyOfObject}
            onOpen={open}
            empty="No object"
            {...(maxRequestBytes === null ? {} : { note: largestNote(maxRequestBytes) })}
          />
        ) : null}
        {section === 'busiest' ? (
          <ReportTable
            label="Most written objects"
            columns={busiestColumns}
            rows={report.busiest}
            keyOf={keyOfObject}
            onOpen={open}
            empty="No object"
            note="Writes since each was created. Every write is a revision, until the next compaction."
          />
        ) : null}
        {section === 'findings' ? <Findings report={report} onOpen={onOpen} /> : null}
        {section === 'versions' ? (
          <ReportTable
            label="Stored versions"
            columns={columns.versions}
            rows={report.storedVersions}
            keyOf={(row) => `${row.apiVersion} ${row.kind} ${row.resource}`}
            onOpen={(row) => onFigure(figureOfVersion(row))}
            openLabel={showsObjects}
            empty="No object"
            note="Before an upgrade: what is stored in a version that is gone must be written anew first."
          />
        ) : null}
        {section === 'encryption' ? (
          <ReportTable
            label="Encryption at rest"
            columns={columns.encryption}
            rows={report.encryption}
            keyOf={(row) => `${row.resource} ${row.provider} ${row.keyName}`}
            onOpen={(row) => onFigure(figureOfEncryption(row))}
            openLabel={showsObjects}
            empty="No object"
            note="By the provider and key that stand in each value."
          />
        ) : null}
        {section === 'helm' ? (
          <ReportTable
            label="Helm releases"
            columns={columns.helm}
            rows={report.helmReleases}
            keyOf={(row) => `${row.namespace}/${row.name}`}
            onOpen={(row) => onFigure(figureOfRelease(row))}
            openLabel={showsObjects}
            empty="No Helm release"
          />
        ) : null}
      </Box>
    </Box>
  );
}

const largestNote = (maxRequestBytes: number): string =>
  `A write of more than ${formatBytes(maxRequestBytes)} is refused by the server’s default limit.`;
