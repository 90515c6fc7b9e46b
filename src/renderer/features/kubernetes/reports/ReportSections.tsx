import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useState } from 'react';
import type { KubernetesReport, ReportedObject, ResourceUse } from '../../../../contract/kubernetes-reports.ts';
import { toHex } from '../../../ui/byte-text.ts';
import { formatBytes, formatCount, plural } from '../../../ui/format.ts';
import { Treemap } from '../../../ui/Treemap.tsx';
import { color } from '../../../ui/tokens.ts';
import type { ObjectAspect } from '../kubernetes-desk.ts';
import { ReportTable } from './ReportTable.tsx';
import {
  busiestColumns,
  encryptionColumns,
  findingColumns,
  helmColumns,
  largestColumns,
  usageColumns,
  versionColumns,
} from './report-columns.tsx';
import { findingWords } from './report-words.ts';

type Section = 'use' | 'largest' | 'busiest' | 'findings' | 'versions' | 'encryption' | 'helm';

const keyOfUse = (row: ResourceUse): string => `${row.resource} ${row.namespace ?? ''}`;
const keyOfObject = (row: ReportedObject): string => toHex(row.key);

/** What a walk over the registry found, a section at a time. */
export function ReportSections(props: {
  readonly report: KubernetesReport;
  readonly maxRequestBytes: number;
  readonly onOpen: (key: Uint8Array, aspect: ObjectAspect) => void;
}) {
  const { report, maxRequestBytes, onOpen } = props;
  const [section, setSection] = useState<Section>('use');
  const open = (row: ReportedObject): void => onOpen(row.key, 'yaml');
  const findings = Object.values(report.findingCounts).reduce((sum, count) => sum + count, 0);
  return (
    <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
      <Tabs
        aria-label="Parts of the report"
        value={section}
        variant="scrollable"
        onChange={(_, chosen: Section) => setSection(chosen)}
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
        {section === 'use' ? <Use report={report} /> : null}
        {section === 'largest' ? (
          <ReportTable
            label="Largest objects"
            columns={largestColumns}
            rows={report.largest}
            keyOf={keyOfObject}
            onOpen={open}
            empty="No object"
            note={`A write of more than ${formatBytes(maxRequestBytes)} is refused by the server’s default limit.`}
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
        {section === 'findings' ? (
          <ReportTable
            label="Findings"
            columns={findingColumns}
            rows={report.findings}
            keyOf={(row) => `${row.kind} ${toHex(row.key)}`}
            onOpen={(row) => onOpen(row.key, findingWords[row.kind].aspect)}
            empty="Nothing stands out"
            explain={(row) => findingWords[row.kind].meaning}
            note={
              findings > report.findings.length
                ? `${formatCount(findings)} in all; the first of each kind are listed.`
                : plural(findings, 'finding')
            }
          />
        ) : null}
        {section === 'versions' ? (
          <ReportTable
            label="Stored versions"
            columns={versionColumns}
            rows={report.storedVersions}
            keyOf={(row) => `${row.apiVersion} ${row.kind} ${row.resource}`}
            empty="No object"
            note="Before an upgrade: what is stored in a version that is gone must be written anew first."
          />
        ) : null}
        {section === 'encryption' ? (
          <ReportTable
            label="Encryption at rest"
            columns={encryptionColumns}
            rows={report.encryption}
            keyOf={(row) => `${row.resource} ${row.provider} ${row.keyName}`}
            empty="No object"
            note="By the provider and key that stand in each value."
          />
        ) : null}
        {section === 'helm' ? (
          <ReportTable
            label="Helm releases"
            columns={helmColumns}
            rows={report.helmReleases}
            keyOf={(row) => `${row.namespace}/${row.name}`}
            empty="No Helm release"
          />
        ) : null}
      </Box>
    </Box>
  );
}

function Use({ report }: { readonly report: KubernetesReport }) {
  const { events } = report;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 560 }}>
      <Box sx={{ p: '12px 14px 4px', flexShrink: 0, maxWidth: 1200 }}>
        <Treemap
          label="Bytes by resource and namespace"
          parts={report.use.map((row) => ({
            id: keyOfUse(row),
            group: row.resource,
            name: row.namespace ?? 'cluster-wide',
            amount: row.bytes,
          }))}
          format={formatBytes}
        />
      </Box>
      <Box sx={{ flex: 1, minHeight: 240 }}>
        <ReportTable
          label="Use by resource and namespace"
          columns={usageColumns}
          rows={report.use}
          keyOf={keyOfUse}
          empty="No object"
          note={`${plural(report.objects, 'object')}, ${formatBytes(report.bytes)}. Events: ${formatCount(events.objects)}, ${formatBytes(events.bytes)}, on ${plural(events.leases, 'lease')}.${unnamedWords(report.unnamedObjects)}`}
        />
      </Box>
    </Box>
  );
}

const unnamedWords = (count: number): string =>
  count === 0
    ? ''
    : ` ${plural(count, 'object')} with longer keys than Kubernetes makes: counted, and not listed by name.`;
