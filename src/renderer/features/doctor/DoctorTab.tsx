import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { Examination, ExaminationNotice } from '../../../contract/doctor.ts';
import { groupedFindings } from '../../../contract/finding-words/grouped.ts';
import { type Finding, findingKey } from '../../../contract/findings.ts';
import { FindingItem } from '../../parts/cluster/findings/FindingItem.tsx';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import { useClusterStatus } from '../../state/cluster.tsx';
import { useAskedOf } from '../../state/cluster-asked.ts';
import { useConnection } from '../../state/connection.tsx';
import { useExamination } from '../../state/examination.tsx';
import { useStreamFold } from '../../state/use-stream.ts';
import { Card } from '../../ui/Card.tsx';
import { cardColumn, cardColumns } from '../../ui/card-columns.ts';
import { LoadingBlock, LoadingRows } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { color } from '../../ui/tokens.ts';
import { ChecksCard } from './ChecksCard.tsx';
import { doctorSentence, parted } from './doctor-words.ts';
import { ReportCard } from './ReportCard.tsx';
import { ReviewCard } from './ReviewCard.tsx';

const columns = cardColumns(380);

/** What is wrong with the cluster, or soon will be; by which rule, and what to do. */
export function DoctorTab() {
  const following = useExamination();
  const examining = useWholeExamination();
  useAskedOf('examine', examining.begin);
  const examination = newest(following?.value ?? null, examining.examination);
  const failure = following?.failure ?? null;
  const found =
    examination !== null ? (
      <Found examination={examination} />
    ) : following?.phase === 'failed' && failure !== null ? (
      <FailureView failure={failure} onRetry={following.restart} />
    ) : (
      <Loading />
    );
  return (
    <>
      {failure === null || examination === null ? null : (
        <Notice tone="warn">{describeFailure(failure).title} This is what was found before.</Notice>
      )}
      {examining.failure === null ? null : (
        <Notice tone="warn">The examination was not finished. {describeFailure(examining.failure).title}</Notice>
      )}
      <Box sx={columns}>
        <Box sx={cardColumn}>{found}</Box>
        <Box sx={cardColumn}>
          <ChecksCard
            checks={examining.checks ?? examination?.checks ?? []}
            isExamining={examining.isRunning}
            onExamine={examining.begin}
            onStop={examining.stop}
          />
          <ReportCard isReady={examination !== null} />
          <ReviewCard />
        </Box>
      </Box>
    </>
  );
}

/** An examination that was asked for knows the hashes; one that follows is younger. */
function newest(followed: Examination | null, asked: Examination | null): Examination | null {
  if (followed === null || asked === null) return followed ?? asked;
  const isOfHashes = ({ code }: Finding): boolean => code === 'HashDiffers';
  const hashes = followed.findings.some(isOfHashes) ? [] : asked.findings.filter(isOfHashes);
  const hash = asked.checks.find(({ name }) => name === 'hash');
  return {
    ...followed,
    findings: [...hashes, ...followed.findings],
    checks: followed.checks.map((check) => (check.name === 'hash' && hash !== undefined ? hash : check)),
  };
}

interface Asked {
  readonly checks: Examination['checks'] | null;
  readonly examination: Examination | null;
}

function useWholeExamination() {
  const api = useApi();
  const { id } = useConnection();
  const [run, setRun] = useState(0);
  const { value, phase, failure } = useStreamFold<ExaminationNotice, Asked>({
    key: run === 0 ? null : `${id}/${run}`,
    open: (signal) => api.doctor.examine({ connection: id, hashKV: true, snapshotFolder: null }, { signal }),
    initial: { checks: null, examination: null },
    fold: (before, notice) =>
      notice.kind === 'checks'
        ? { ...before, checks: notice.checks }
        : { checks: null, examination: notice.examination },
  });
  const isRunning = run > 0 && (phase === 'opening' || phase === 'streaming') && value.examination === null;
  return {
    checks: isRunning ? value.checks : null,
    examination: value.examination,
    isRunning,
    failure: run > 0 ? failure : null,
    begin: () => setRun((before) => before + 1),
    stop: () => setRun(0),
  };
}

function Found({ examination }: { readonly examination: Examination }) {
  const sentence = doctorSentence(examination);
  const { awake, snoozed } = parted(examination.findings);
  const tones = { ok: color.text, warn: color.text, bad: color.bad } as const;
  return (
    <>
      <Box>
        <Typography variant="h1" sx={{ color: tones[sentence.tone] }}>
          {sentence.text}
        </Typography>
        <Box role="status" sx={{ color: color.muted, fontSize: '0.875rem' }}>
          {sentence.more}
        </Box>
      </Box>
      {awake.length === 0 ? null : (
        <Card title="Findings">
          <Findings findings={awake} />
        </Card>
      )}
      {snoozed.length === 0 ? null : (
        <Card title="Snoozed">
          <Findings findings={snoozed} />
        </Card>
      )}
    </>
  );
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const { value: status } = useClusterStatus();
  if (status === null) return <LoadingRows label="Asking for the members’ names" rows={findings.length * 2} />;
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {groupedFindings(findings, status).map(({ findings: same, words }, at) => (
        <Box
          component="li"
          key={findingKey(same[0])}
          sx={{ py: '10px', borderTop: at === 0 ? 0 : `1px solid ${color.line}` }}
        >
          <FindingItem findings={same} words={words} shownIn="doctor" isWhole />
        </Box>
      ))}
    </Box>
  );
}

function Loading() {
  return (
    <>
      <LoadingBlock label="Examining the cluster" height={56} width={420} />
      <LoadingBlock label="Loading the findings" height={320} />
    </>
  );
}
