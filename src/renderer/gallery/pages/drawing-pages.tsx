import { bytesOf } from '../../ui/byte-text.ts';
import type { ChartLine } from '../../ui/chart-data.ts';
import { formatBytes, formatDuration } from '../../ui/format.ts';
import { HubDrawing } from '../../ui/HubDrawing.tsx';
import type { HubNode } from '../../ui/hub-node.ts';
import { SpanLines } from '../../ui/SpanLines.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import type { LineLane, LineSpan, SpanFill } from '../../ui/span-lane.ts';
import { TimeChart } from '../../ui/TimeChart.tsx';
import { Treemap } from '../../ui/Treemap.tsx';
import type { TreemapPart } from '../../ui/treemap-layout.ts';
import type { GalleryPage } from '../gallery-page.ts';

const node = (name: string, overrides: Partial<HubNode> = {}): HubNode => ({
  id: name,
  name,
  note: 'follows',
  tone: 'ok',
  isCut: false,
  isHub: false,
  isAside: false,
  linkTone: 'info',
  linkNote: '0 behind',
  hint: `Without ${name} all goes on.`,
  ...overrides,
});
const hub = node('first', { isHub: true, tone: 'info', note: 'leads', linkNote: null });
const many = (count: number): readonly HubNode[] =>
  Array.from({ length: count }, (_, at) => {
    const name = `ip-10-20-30-${40 + at}.eu-central-1.compute.internal`;
    return node(name, at === 0 ? { isHub: true, tone: 'info', note: 'leads', linkNote: null } : {});
  });
const cut = {
  tone: 'bad',
  isCut: true,
  linkTone: 'bad',
  note: 'down · Nothing listens on that port',
  linkNote: null,
} as const;
const apart = {
  isAside: true,
  tone: 'learner',
  linkTone: 'learner',
  note: 'learns',
  linkNote: '1,204,331 behind',
} as const;

/** Of invented things. */
const Hub = ({ nodes, vacancy = null }: { readonly nodes: readonly HubNode[]; readonly vacancy?: string | null }) => (
  <HubDrawing
    label="Things"
    nodes={nodes}
    asideLabel="Learners"
    vacancy={vacancy}
    invitation="Point at one to see what happens without it."
  />
);

// A fixed minute, so that pictures of it can be compared.
const times = Array.from({ length: 120 }, (_, at) => Date.UTC(2026, 0, 1, 12) + at * 1_000);
const course = (phase: number): readonly number[] => times.map((_, at) => 4 + 2 * Math.sin(at / 9 + phase));
const lines: readonly ChartLine[] = ['first', 'second', 'third', 'fourth', 'fifth'];
const chart = { label: 'Latency', times, format: formatDuration, height: 220 };

const part = (group: string, name: string, amount: number): TreemapPart => ({
  id: `${group}/${name}`,
  group,
  name,
  amount,
});
const parts = ['first', 'second', 'third', 'fourth'].flatMap((group, at) =>
  Array.from({ length: 6 }, (_, index) => part(group, `part ${index + 1}`, 9_000_000 / (at * 3 + index + 1))),
);

const span = (from: string, to: string | null, fill: SpanFill = 'solid'): LineSpan => ({
  ...{ id: `${from}-${to ?? ''}-${fill}`, from: bytesOf(from), to: to === null ? null : bytesOf(to), fill },
  label: `From ${from} ${to === null ? 'on' : `up to ${to}`}.`,
});
const lane = (name: string, ...spans: readonly LineSpan[]): LineLane => ({
  ...{ id: name, name, spans: spans.map((one) => ({ ...one, id: `${name} ${one.id}` })) },
});
const lanes = [
  lane('first', span('/app/', '/app0'), span('/zoo/', '/zoo0', 'light')),
  lane('second', span('/app/', '/app0', 'light'), span('/app/mine/', '/app/mine0')),
  lane('third-with-a-name-that-is-cut-somewhere', span('/jobs/', '/jobs0', 'striped')),
  lane('of-all', span('\\0', null, 'light')),
  lane('of-none'),
];
const manyLanes = Array.from({ length: 500 }, (_, at) => {
  const name = `team-${String(at).padStart(3, '0')}`;
  return lane(name, span(`/${name}/`, `/${name}0`), span('/shared/', '/shared0', 'light'));
});

/** Of invented things. */
const Spans = ({ of, chosen = null }: { readonly of: readonly LineLane[]; readonly chosen?: string | null }) => (
  <div style={{ height: 320 }}>
    <SpanLines
      label="Things by name"
      lanes={of}
      legend={[
        { fill: 'solid', text: 'both' },
        { fill: 'light', text: 'one' },
        { fill: 'striped', text: 'the other' },
      ]}
      togetherLabel="All together"
      invitation="Point at one to see what it covers."
      chosen={chosen}
      onChoose={() => undefined}
    />
  </div>
);

export const drawingPages: readonly GalleryPage[] = [
  {
    name: 'HubDrawing',
    specimens: [
      { state: 'A hub and two', shown: <Hub nodes={[hub, node('second'), node('third')]} /> },
      {
        state: 'One cut off, one apart',
        shown: (
          <Hub
            nodes={[hub, node('second', cut), node('third', apart), node('a-name-that-is-long-enough-to-be-broken')]}
          />
        ),
      },
      { state: 'A hub being chosen', shown: <Hub nodes={[node('first'), node('second')]} vacancy="electing" /> },
      { state: 'No hub', shown: <Hub nodes={[node('first'), node('second'), node('third')]} /> },
      ...[1, 5, 7, 9].map((count) => ({ state: `${count} with long names`, shown: <Hub nodes={many(count)} /> })),
      {
        state: 'Nine, one apart',
        shown: <Hub nodes={many(9).map((each, at) => (at < 8 ? each : { ...each, ...apart }))} />,
      },
    ],
  },
  {
    name: 'Treemap',
    specimens: [
      { state: 'Four groups', shown: <Treemap label="What takes how much" parts={parts} format={formatBytes} /> },
      { state: 'Nothing', shown: <Treemap label="Nothing yet" parts={[]} format={formatBytes} /> },
    ],
  },
  {
    name: 'SpanLines',
    specimens: [
      { state: 'Some', shown: <Spans of={lanes} /> },
      { state: 'One is chosen', shown: <Spans of={lanes} chosen="first /app/-/app0-solid" /> },
      { state: 'Five hundred', shown: <Spans of={manyLanes} /> },
      { state: 'None', shown: <Spans of={[]} /> },
    ],
  },
  {
    name: 'Sparkline',
    specimens: [
      { state: 'A course', shown: <Sparkline label="Goes up and down" values={course(0)} /> },
      { state: 'With a gap', shown: <Sparkline label="Has a gap" values={[1, 2, 4, null, null, 3, 5, null, 2]} /> },
      { state: 'Never changed', shown: <Sparkline label="Stays at 7" values={[7, 7, 7]} isFromZero /> },
      { state: 'Nothing yet', shown: <Sparkline label="No value yet" values={[]} /> },
    ],
  },
  {
    name: 'TimeChart',
    specimens: [
      {
        state: 'Five lines',
        shown: (
          <TimeChart
            {...chart}
            series={lines.map((line, at) => ({ label: line, line, values: course(at) }))}
            isFromZero
          />
        ),
      },
      {
        state: 'A gap',
        shown: (
          <TimeChart
            {...chart}
            series={[
              {
                label: 'member',
                line: 'first',
                values: course(0).map((value, at) => (at > 50 && at < 70 ? null : value)),
              },
            ]}
          />
        ),
      },
      {
        state: 'Narrow, with a threshold that is near, one that is far, and marks',
        shown: (
          <div style={{ width: 420 }}>
            <TimeChart
              {...chart}
              height={180}
              isNarrow
              isFromZero
              span={{ from: (times[0] ?? 0) - 60_000, to: times.at(-1) ?? 0 }}
              thresholds={[
                { value: 7, label: '7 ms', tone: 'warn' },
                { value: 900, label: '900 ms', tone: 'bad' },
              ]}
              marks={[
                { at: (times[0] ?? 0) + 30_000, tone: 'info' },
                { at: (times[0] ?? 0) + 90_000, tone: 'muted' },
              ]}
              series={lines.map((line, at) => ({ label: `ip-10-20-30-4${at}.internal`, line, values: course(at) }))}
            />
          </div>
        ),
      },
      {
        state: 'Empty',
        shown: <TimeChart {...chart} times={[]} series={[{ label: 'member', line: 'first', values: [] }]} />,
      },
    ],
  },
];
