import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useEffect, useRef } from 'react';
import { GuideLink } from '../../../parts/guide/GuideLink.tsx';
import { ArrowLeftIcon } from '../../../ui/icons.tsx';
import { color } from '../../../ui/tokens.ts';
import { CheckpointStep } from './CheckpointStep.tsx';
import { phaseOf, seenBy, stepAt } from './model/engine.ts';
import type { LessonActs, LessonWorld } from './model/lesson-world.ts';
import { lackOf } from './model/readiness.ts';
import { TrialStep } from './TrialStep.tsx';
import type { OpenLesson } from './use-lessons.ts';

/** A lesson at its step. The focus follows from step to step, so that a screen reader begins at its heading. */
export function LessonSteps(props: {
  readonly shown: OpenLesson;
  readonly world: LessonWorld;
  readonly acts: LessonActs;
}) {
  const { shown, world, acts } = props;
  const { lesson, progress } = shown;
  const step = stepAt(lesson, progress);
  const at = lesson.steps.indexOf(step);
  const isLast = at === lesson.steps.length - 1;
  const heading = useRef<HTMLHeadingElement>(null);
  const foot = useRef<HTMLDivElement>(null);
  const phase = phaseOf(step, progress);
  const shownBefore = useRef({ id: step.id, phase });
  useEffect(() => {
    const before = shownBefore.current;
    shownBefore.current = { id: step.id, phase };
    if (before.id !== step.id) heading.current?.focus();
    // What is to be done, or came out, stands beneath what was read.
    else if (before.phase !== phase) foot.current?.scrollIntoView({ block: 'nearest' });
  }, [step.id, phase]);
  const view = seenBy(step, progress, world);
  // Once something was done, the lab is meant to differ from what it began with.
  const lack = view === null || view.events.length === 0 ? lackOf(world, step.setting) : null;
  const isSettled = phase === 'found' || (phase === 'judged' && progress.verdict?.isPassed === true);
  const common = { shown, view, lack, acts, members: step.setting.voters ?? lesson.members };
  return (
    <Box component="section" aria-label={lesson.title}>
      <Button variant="text" startIcon={<ArrowLeftIcon size={14} />} onClick={shown.close} sx={{ ml: '-8px' }}>
        All lessons
      </Button>
      <Box sx={{ mt: '4px', color: color.muted }}>
        {lesson.title} · step {at + 1} of {lesson.steps.length}
      </Box>
      <Typography variant="h2" ref={heading} tabIndex={-1} sx={{ mt: '2px', fontSize: '1.0625rem', outline: 'none' }}>
        {step.title}
      </Typography>
      {step.kind === 'trial' ? (
        <TrialStep key={step.id} step={step} {...common} />
      ) : (
        <CheckpointStep key={step.id} step={step} {...common} />
      )}
      <Box
        ref={foot}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          mt: 2,
          pt: 1.5,
          scrollMarginBottom: '12px',
          borderTop: `1px solid ${color.line}`,
        }}
      >
        <Button disabled={at === 0} onClick={() => shown.goToStep(at - 1)}>
          Back
        </Button>
        <Button
          variant={isSettled ? 'contained' : 'outlined'}
          onClick={isLast ? shown.close : () => shown.goToStep(at + 1)}
        >
          {isLast ? (isSettled ? 'Done' : 'Leave') : isSettled ? 'Next' : 'Skip'}
        </Button>
        <Box sx={{ flex: 1, textAlign: 'right', color: color.muted }}>
          <GuideLink place={{ page: 'lessons', anchor: lesson.anchor }}>Read more</GuideLink>
        </Box>
      </Box>
    </Box>
  );
}
