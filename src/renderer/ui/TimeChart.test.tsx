import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { TimeChart } from './TimeChart.tsx';

afterEach(cleanup);

it('says what it shows, and that nothing is there yet', () => {
  render(
    <TimeChart
      label="Latency"
      times={[]}
      series={[{ label: 'a', line: 'first', values: [] }]}
      format={(value) => `${value} ms`}
      height={200}
    />,
  );
  expect(screen.getByRole('img', { name: 'Latency. a: no value yet' }).textContent).toContain('No value yet.');
});
