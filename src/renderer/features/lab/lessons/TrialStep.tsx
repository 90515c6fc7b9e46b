import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import { useId, useState } from 'react';
import { color } from '../../../ui/tokens.ts';
import { LackNotice } from './LackNotice.tsx';
import type { LessonTrial } from './model/lesson.ts';
import type { LessonView } from './model/lesson-view.ts';
import type { LessonActs } from './model/lesson-world.ts';
import type { LessonLack } from './model/readiness.ts';
import { Outcome } from './Outcome.tsx';
import { StageList } from './StageList.tsx';
import { Task } from './Task.tsx';
import type { OpenLesson } from './use-lessons.ts';

interface StepProps {
  readonly shown: OpenLesson;
  readonly view: LessonView | null;
  readonly lack: LessonLack | null;
  readonly acts: LessonActs;
  /** How many members the lab is to have. */
  readonly members: number;
}

/** Teaching, a prediction, the act, and what was seen. */
export function TrialStep({ step, shown, view, lack, acts, members }: StepProps & { readonly step: LessonTrial }) {
  const { predictions, findings } = shown.progress;
  const predicted = step.choices.find(({ id }) => id === predictions[step.id]);
  const finding = findings[step.id];
  const isRight = predicted !== undefined && predicted.id === finding?.right;
  return (
    <>
      {step.teaching.map((paragraph) => (
        <Box component="p" key={paragraph} sx={{ m: '8px 0 0' }}>
          {paragraph}
        </Box>
      ))}
      {predicted === undefined ? (
        <Prediction step={step} onPredict={shown.predict} />
      ) : (
        <Box sx={{ mt: 2 }}>
          <Box sx={{ fontWeight: 600 }}>{step.question}</Box>
          <Box sx={{ mt: '4px', color: color.muted }}>You predicted: {lowered(predicted.text)}.</Box>
        </Box>
      )}
      {predicted === undefined || finding !== undefined ? null : (
        <>
          <Task text={step.task} />
          {lack === null ? null : <LackNotice lack={lack} acts={acts} members={members} />}
          {view === null ? null : <StageList stages={step.stages(view)} />}
        </>
      )}
      <Outcome
        tone={finding === undefined ? null : isRight ? 'ok' : 'warn'}
        title={isRight ? 'Your prediction held' : 'It went otherwise'}
        text={finding?.text ?? ''}
        why={step.why}
      />
      {finding === undefined ? null : (
        <Button variant="text" sx={{ mt: 1, ml: '-8px' }} onClick={shown.again}>
          Do this step again
        </Button>
      )}
    </>
  );
}

function Prediction({ step, onPredict }: { readonly step: LessonTrial; readonly onPredict: (choice: string) => void }) {
  const id = useId();
  const [chosen, choose] = useState<string | null>(null);
  return (
    <Box
      component="form"
      sx={{ mt: 2 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== null) onPredict(chosen);
      }}
    >
      <FormControl>
        <FormLabel id={id} sx={{ color: color.text, fontWeight: 600, mb: '4px' }}>
          {step.question}
        </FormLabel>
        <RadioGroup aria-labelledby={id} value={chosen} onChange={(_event, value) => choose(value)}>
          {step.choices.map((choice) => (
            <FormControlLabel
              key={choice.id}
              value={choice.id}
              control={<Radio size="small" sx={{ p: '4px', mr: 0.5, alignSelf: 'flex-start' }} />}
              sx={{ ml: '-4px', mr: 0, my: '2px', alignItems: 'flex-start' }}
              label={choice.text}
            />
          ))}
        </RadioGroup>
      </FormControl>
      <Box sx={{ mt: 1 }}>
        <Button type="submit" variant="contained" disabled={chosen === null}>
          Predict
        </Button>
      </Box>
    </Box>
  );
}

/** Within a sentence. */
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
