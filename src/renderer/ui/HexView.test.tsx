import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { HexView } from './HexView.tsx';
import { hexRow } from './hex-rows.ts';

afterEach(cleanup);

it('prints a row as hexdump does', () => {
  const bytes = new Uint8Array([...Array(16).keys(), 0x41, 0x7f, 0xff]);
  expect(hexRow(bytes, 0)).toEqual({
    index: 0,
    offset: '00000000',
    hex: '00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f',
    ascii: '................',
  });
  expect(hexRow(bytes, 1).hex.trimEnd()).toBe('41 7f ff');
  expect(hexRow(bytes, 1).ascii).toBe('A..');
});

it('draws the rows that are seen, of a table that says how many there are', () => {
  render(<HexView label="Value" bytes={new Uint8Array(1_400_000)} />);
  expect(screen.getByRole('table', { name: 'Value' }).getAttribute('aria-rowcount')).toBe('87500');
  expect(screen.getAllByRole('row').length).toBeLessThan(80);
});
