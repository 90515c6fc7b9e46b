import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { color } from '../../../ui/tokens.ts';
import { LackNotice } from './LackNotice.tsx';
import type { LessonCheckpoint } from './model/lesson.ts';
import type { LessonView } from './model/lesson-view.ts';
import type { LessonActs } from './model/lesson-world.ts';
import type { LessonLack } from './model/readiness.ts';
import { Outcome } from './Outcome.tsx';
import { StageList } from './StageList.tsx';
import { Task } from './Task.tsx';
import type { OpenLesson } from './use-lessons.ts';

/** A task that observation judges. A try that failed says why, and can be repeated. */
export function CheckpointStep(props: {
  readonly step: LessonCheckpoint;
  readonly shown: OpenLesson;
  readonly view: LessonView | null;
  readonly lack: LessonLack | null;
  readonly acts: LessonActs;
  readonly members: number;
}) {
  const { step, shown, view, lack, acts, members } = props;
  const { verdict } = shown.progress;
  const [isHinted, setHinted] = useState(false);
  return (
    <>
      <Box component="p" sx={{ m: '8px 0 0', color: color.muted }}>
        A checkpoint: what you do is judged by what is observed, and can fail.
      </Box>
      <Task text={step.task} />
      {verdict === null && lack !== null ? <LackNotice lack={lack} acts={acts} members={members} /> : null}
      {verdict !== null || view === null ? null : <StageList stages={step.stages(view)} />}
      {isHinted ? (
        <Box component="p" sx={{ m: '12px 0 0' }}>
          <b>Hint.</b> {step.hint}
        </Box>
      ) : null}
      <Outcome
        tone={verdict === null ? null : verdict.isPassed ? 'ok' : 'warn'}
        title={verdict?.isPassed ? 'Passed' : 'Not yet'}
        text={verdict?.text ?? ''}
        why={null}
      />
      <Box sx={{ display: 'flex', gap: 1, mt: 1.5 }}>
        {verdict === null ? null : (
          <Button variant={verdict.isPassed ? 'outlined' : 'contained'} onClick={shown.again}>
            {verdict.isPassed ? 'Once more' : 'Try again'}
          </Button>
        )}
        {isHinted || verdict?.isPassed ? null : <Button onClick={() => setHinted(true)}>Show a hint</Button>}
        {verdict !== null && !verdict.isPassed ? <Button onClick={acts.reset}>Reset the lab</Button> : null}
      </Box>
    </>
  );
}
