import { describe, expect, it } from 'vitest';
import { wasm } from '../../testing/kernels/sum.kernel.ts?kernel';
import { Kernel, type KernelExports } from './kernel.ts';

interface Sums extends KernelExports {
  freeFrom(): number;
  sum(start: number, length: number): number;
}

const page = 2 ** 16;
/** What a kernel begins with. */
const pages = 128;

function sums(imports: { readonly tell: (sum: number) => void }): Kernel<Sums> {
  return new Kernel<Sums>(wasm, { 'sum.kernel': imports }, 2 * pages * page);
}

function sumOf(kernel: Kernel<Sums>, bytes: Uint8Array): number {
  const start = kernel.exports.freeFrom();
  kernel.reserve(start + bytes.length);
  kernel.bytes.set(bytes, start);
  return kernel.exports.sum(start, bytes.length);
}

describe('a kernel', () => {
  it('reads what was put into its memory, and calls what it imports', () => {
    const told: number[] = [];
    const kernel = sums({ tell: (sum) => void told.push(sum) });
    expect(sumOf(kernel, Uint8Array.of(200, 100, 3))).toBe(303);
    expect(told).toEqual([303]);
  });

  it('shows its memory as it is after it grew', () => {
    const kernel = sums({ tell: () => undefined });
    const before = kernel.bytes;
    expect(sumOf(kernel, new Uint8Array(pages * page).fill(1))).toBe(pages * page);
    expect(kernel.bytes.length).toBeGreaterThan(before.length);
    expect(before).toHaveLength(0);
  });

  it('gives back the memory of much, and begins anew', () => {
    const kernel = sums({ tell: () => undefined });
    sumOf(kernel, new Uint8Array(pages * page));
    expect(kernel.settle()).toBe(false);
    sumOf(kernel, new Uint8Array(2 * pages * page));
    expect(kernel.settle()).toBe(true);
    expect(kernel.bytes.length).toBe(pages * page);
    expect(sumOf(kernel, Uint8Array.of(1))).toBe(1);
  });

  it('has a bound, and passes on what an import throws', () => {
    const damage = new Error('damage');
    const kernel = sums({
      tell: () => {
        throw damage;
      },
    });
    expect(() => kernel.reserve(2 ** 30 + 1)).toThrow(RangeError);
    expect(() => sumOf(kernel, Uint8Array.of(1))).toThrow(damage);
  });
});
