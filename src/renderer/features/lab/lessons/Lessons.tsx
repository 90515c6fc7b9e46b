import Box from '@mui/material/Box';
import { color } from '../../../ui/tokens.ts';
import { LessonList } from './LessonList.tsx';
import { LessonSteps } from './LessonSteps.tsx';
import type { LessonActs, LessonWorld } from './model/lesson-world.ts';
import { useLessons } from './use-lessons.ts';

/** Short guided lessons, beside the picture that they are about. */
export function Lessons({ world, acts }: { readonly world: LessonWorld; readonly acts: LessonActs }) {
  const { progress, shown, open, forget } = useLessons(world);
  return (
    <Box sx={{ height: '100%', minHeight: 0, overflow: 'auto', boxSizing: 'border-box', p: 2, bgcolor: color.surface }}>
      {shown === null ? (
        <LessonList progress={progress} onOpen={open} onForget={forget} />
      ) : (
        <LessonSteps key={shown.lesson.id} shown={shown} world={world} acts={acts} />
      )}
    </Box>
  );
}
