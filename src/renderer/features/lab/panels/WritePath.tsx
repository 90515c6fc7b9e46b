import Box from '@mui/material/Box';
import { describeFailure } from '../../../parts/failures/failure-words.ts';
import { formatDuration } from '../../../ui/format.ts';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import { color, mono } from '../../../ui/tokens.ts';
import { useWidth } from '../../../ui/use-width.ts';
import type { WriteTrial } from '../model/lab-trials.ts';
import { lanesOf, linesOf, noticeWords, timeOf, type WriteLine } from './write-steps.ts';

const rowHeight = 26;
const headHeight = 22;
const timeWidth = 62;

/** A write as a diagram of its steps, and the same in sentences. */
export function WritePath({ write, members }: { readonly write: WriteTrial; readonly members: readonly string[] }) {
  const [width, frame] = useWidth();
  const lines = linesOf(write.notices);
  const lanes = lanesOf(members, lines);
  const waiting = write.notices.findLast(({ kind }) => kind === 'waiting');
  const ended = write.notices.findLast((notice) => notice.kind === 'ended');
  return (
    <Box ref={frame} sx={{ display: 'grid', gap: 1 }}>
      <Box role="status">
        {ended !== undefined ? (
          <>
            <StatusChip tone={ended.outcome === 'written' ? 'ok' : ended.outcome === 'refused' ? 'bad' : 'warn'}>
              {ended.outcome}
            </StatusChip>{' '}
            {noticeWords(ended)}.
            {ended.failure === null || ended.outcome === 'unknown' ? '' : ` ${describeFailure(ended.failure).title}`}
          </>
        ) : waiting !== undefined ? (
          <>
            <StatusChip tone="warn">waiting</StatusChip> {noticeWords(waiting)}
          </>
        ) : write.isRunning ? (
          'Under way…'
        ) : (
          'It was stopped: whether it was written is not known.'
        )}
      </Box>
      {lines.length === 0 ? null : <Diagram lines={lines} lanes={lanes} width={width ?? 420} />}
      <Box component="ol" aria-label="Steps of the write" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {write.notices.map((notice, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notices come in their order, and none goes.
          <Box component="li" key={at} sx={{ display: 'flex', gap: 1, lineHeight: '20px' }}>
            <Box
              component="span"
              sx={{ ...mono, width: timeWidth, flexShrink: 0, textAlign: 'right', lineHeight: '20px' }}
            >
              {formatDuration(timeOf(notice))}
            </Box>
            <span>{noticeWords(notice)}</span>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** Lanes from left to right, time from top to bottom; each arrow is a message that was seen. */
function Diagram(props: {
  readonly lines: readonly WriteLine[];
  readonly lanes: readonly string[];
  readonly width: number;
}) {
  const { lines, lanes, width } = props;
  const height = headHeight + lines.length * rowHeight + 6;
  const cell = (width - timeWidth) / lanes.length;
  const placeOf = (lane: string): number => timeWidth + (lanes.indexOf(lane) + 0.5) * cell;
  return (
    <Box
      component="svg"
      role="img"
      aria-label={`${lines.length} steps between ${lanes.join(', ')}; the list beneath says each`}
      width={width}
      height={height}
      sx={{ display: 'block', fontSize: '0.6875rem' }}
    >
      {lanes.map((lane) => (
        <g key={lane}>
          <text x={placeOf(lane)} y={14} textAnchor="middle" fill={color.text} fontWeight={600}>
            {shorten(lane, cell)}
          </text>
          <line x1={placeOf(lane)} x2={placeOf(lane)} y1={headHeight} y2={height} stroke={color.line} />
        </g>
      ))}
      {lines.map(({ from, to, step }, at) => {
        const y = headHeight + (at + 0.6) * rowHeight;
        const x = placeOf(from);
        const hue = step.step === 'committed' || step.step === 'answered' ? color.ok : color.accent;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps come in their order, and none goes.
          <g key={at}>
            <text x={timeWidth - 8} y={y + 4} textAnchor="end" fill={color.muted}>
              {formatDuration(step.atMs)}
            </text>
            {to === null ? (
              <>
                <circle cx={x} cy={y} r={4} fill={hue} />
                <Label x={x} y={y} text={step.step} isStart={x < width - 90} />
              </>
            ) : (
              <Arrow from={x} to={placeOf(to)} y={y} hue={hue} text={arrowWords[step.step]} />
            )}
          </g>
        );
      })}
    </Box>
  );
}

const arrowWords = {
  sent: 'put',
  forwarded: 'forward',
  appendSent: 'entry',
  acknowledged: 'has it',
  committed: 'committed',
  applied: 'applied',
  answered: 'answer',
} as const;

function Label(props: { readonly x: number; readonly y: number; readonly text: string; readonly isStart: boolean }) {
  const { x, y, text, isStart } = props;
  return (
    <text x={x + (isStart ? 8 : -8)} y={y + 4} textAnchor={isStart ? 'start' : 'end'} fill={color.text}>
      {text}
    </text>
  );
}

function Arrow(props: {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly hue: string;
  readonly text: string;
}) {
  const { from, to, y, hue, text } = props;
  const back = to < from ? 7 : -7;
  return (
    <>
      <line x1={from} x2={to} y1={y} y2={y} stroke={hue} strokeWidth={1.5} />
      <path d={`M${to} ${y}l${back} -4v8z`} fill={hue} />
      <text x={(from + to) / 2} y={y - 4} textAnchor="middle" fill={color.muted}>
        {text}
      </text>
    </>
  );
}

const shorten = (name: string, cell: number): string => {
  const most = Math.max(4, Math.floor(cell / 6.5));
  return name.length <= most ? name : `…${name.slice(1 - most)}`;
};
