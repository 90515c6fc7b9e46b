import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { GuideLink } from '../../../parts/guide/GuideLink.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { type ChipWords, StatusChip } from '../../../ui/StatusChip.tsx';
import { color, size } from '../../../ui/tokens.ts';
import type { Lesson, LessonId } from './model/lesson.ts';
import type { LessonProgress, LessonsProgress } from './model/progress.ts';
import { everyLesson } from './texts/every-lesson.ts';

/** All lessons, and how far each has come. */
export function LessonList(props: {
  readonly progress: LessonsProgress;
  readonly onOpen: (id: LessonId) => void;
  readonly onForget: () => void;
}) {
  const { progress, onOpen, onForget } = props;
  const [isForgetting, setForgetting] = useState(false);
  const passed = everyLesson.filter(({ id }) => progress.lessons[id]?.isPassed).length;
  const isBegun = Object.keys(progress.lessons).length > 0;
  return (
    <>
      <Typography variant="h2" sx={{ fontSize: '1.0625rem' }}>
        Lessons
      </Typography>
      <Box component="p" sx={{ m: '4px 0 12px', color: color.muted }}>
        Predict what real members will do, do it, and see. {passed} of {everyLesson.length} passed.{' '}
        <GuideLink place={{ page: 'lessons', anchor: null }}>Read them in the guide</GuideLink>
      </Box>
      <Box component="ol" aria-label="Lessons" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {everyLesson.map((lesson, at) => (
          <li key={lesson.id}>
            <LessonRow lesson={lesson} place={at + 1} progress={progress.lessons[lesson.id]} onOpen={onOpen} />
          </li>
        ))}
      </Box>
      {isBegun ? (
        <Button sx={{ mt: 2 }} onClick={() => setForgetting(true)}>
          Reset progress…
        </Button>
      ) : null}
      <ConfirmDialog
        isOpen={isForgetting}
        title="Reset the progress of all lessons?"
        confirm="Reset progress"
        onConfirm={() => {
          setForgetting(false);
          onForget();
        }}
        onClose={() => setForgetting(false)}
      >
        All lessons begin at their first step again. The lab stays as it is.
      </ConfirmDialog>
    </>
  );
}

function LessonRow(props: {
  readonly lesson: Lesson;
  readonly place: number;
  readonly progress: LessonProgress | undefined;
  readonly onOpen: (id: LessonId) => void;
}) {
  const { lesson, place, progress, onOpen } = props;
  const chip = chipOf(lesson, progress);
  return (
    <ButtonBase
      onClick={() => onOpen(lesson.id)}
      sx={{
        display: 'block',
        width: '100%',
        textAlign: 'left',
        p: '10px 12px',
        border: `1px solid ${color.line}`,
        borderRadius: `${size.cardRadius}px`,
        bgcolor: color.surface,
        font: 'inherit',
        '&:hover': { bgcolor: color.raised },
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Box component="span" sx={{ flex: 1, fontWeight: 600 }}>
          {place}. {lesson.title}
        </Box>
        <StatusChip tone={chip.tone}>{chip.text}</StatusChip>
      </Box>
      <Box component="span" sx={{ display: 'block', mt: '2px', color: color.muted }}>
        {lesson.aim}
      </Box>
    </ButtonBase>
  );
}

function chipOf({ minutes, steps }: Lesson, progress: LessonProgress | undefined): ChipWords {
  if (progress?.isPassed) return { tone: 'ok', text: 'passed' };
  if (progress === undefined) return { tone: 'neutral', text: `${minutes} min` };
  return { tone: 'info', text: `step ${Math.min(progress.step, steps.length - 1) + 1} of ${steps.length}` };
}
