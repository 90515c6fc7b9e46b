import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useCallback } from 'react';
import type { Registry } from '../../../../contract/kubernetes.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { knownOrSaid } from '../../../parts/source/known-count.ts';
import { OneMemberOffer } from '../../../parts/source/OneMemberOffer.tsx';
import { useConnectionIfOpen } from '../../../state/connection.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { KubernetesIcon } from '../../../ui/icons.tsx';
import { RelativeTime } from '../../../ui/RelativeTime.tsx';
import { color } from '../../../ui/tokens.ts';
import { jumpTo, look } from '../model/kubernetes-model.ts';
import type { OpenFigure } from '../model/open-figure.ts';
import { useKubernetesModel } from '../model/use-kubernetes-model.ts';
import { FigureView } from './FigureView.tsx';
import { ReportIntro } from './ReportIntro.tsx';
import { ReportSections } from './ReportSections.tsx';
import { useReport } from './use-report.ts';

/** The report of one walk over a registry. It is made on demand, and kept as long as the window. */
export function ReportsPane({ registry }: { readonly registry: Registry }) {
  const open = useConnectionIfOpen();
  const { model, state } = useKubernetesModel();
  const { start, report, task, cancel } = useReport(registry.prefix);
  const isRunning = task?.state === 'running';
  const { figure } = state;
  const showFigure = useCallback((chosen: OpenFigure) => look(model, { figure: chosen }), [model]);
  if (report === null && !isRunning) {
    return (
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
        {task?.failure ? (
          <Box sx={{ p: '10px 14px' }}>
            <FailureView failure={task.failure} layout="inline" actions={<OneMemberOffer failure={task.failure} />} />
          </Box>
        ) : null}
        <EmptyState
          icon={<KubernetesIcon size={28} />}
          title="No report was made yet"
          width={600}
          actions={
            <Button variant="contained" onClick={start}>
              Make a report
            </Button>
          }
        >
          <ReportIntro registry={registry} />
        </EmptyState>
      </Box>
    );
  }
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <Box
        sx={{ display: 'flex', alignItems: 'center', gap: 1, p: '6px 14px', borderBottom: `1px solid ${color.line}` }}
      >
        <Box role="status" sx={{ flex: 1, color: color.muted }}>
          {isRunning ? (
            (task.progress?.detail ?? 'Beginning')
          ) : report === null ? null : (
            <>
              Revision {knownOrSaid(report.report.revision)}, made <RelativeTime at={report.at} />
            </>
          )}
        </Box>
        {isRunning ? <Button onClick={cancel}>Stop</Button> : <Button onClick={start}>Make it again</Button>}
      </Box>
      {isRunning ? <Progress done={task.progress?.done ?? 0} total={task.progress?.total ?? null} /> : null}
      {task?.failure ? (
        <Box sx={{ p: '10px 14px' }}>
          <FailureView failure={task.failure} layout="inline" actions={<OneMemberOffer failure={task.failure} />} />
        </Box>
      ) : null}
      {report === null ? null : figure !== null ? (
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <FigureView
            open={figure}
            registry={registry.prefix}
            revision={report.report.revision}
            onOpenObject={(object) => jumpTo(model, object)}
            onBack={() => look(model, { figure: null })}
          />
        </Box>
      ) : (
        <ReportSections
          report={report.report}
          maxRequestBytes={open?.state.maxRequestBytes ?? null}
          section={state.section}
          onSection={(section) => look(model, { section })}
          onFigure={showFigure}
          onOpen={(object, aspect) => jumpTo(model, object, aspect)}
        />
      )}
    </Box>
  );
}

function Progress({ done, total }: { readonly done: number; readonly total: number | null }) {
  const share = total === null || total === 0 ? null : Math.min(100, (done / total) * 100);
  return (
    <LinearProgress
      aria-label="Making the report"
      {...(share === null ? {} : { variant: 'determinate' as const, value: share })}
    />
  );
}
