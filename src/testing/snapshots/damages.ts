import type { Random } from '../random.ts';

/** A way to damage a file, and what it did. */
export interface Damage {
  readonly what: string;
  readonly bytes: Uint8Array;
}

const page = 4_096;
const sector = 512;

/** Returns a copy of a file with one damage: a bit, a byte of a page's header, a lost sector, a misplaced page, or an end. */
export function damaged(whole: Uint8Array, random: Random): Damage {
  const pages = Math.floor(whole.length / page);
  const bytes = Uint8Array.from(whole);
  for (;;) {
    const what = damageOnce(bytes, pages, random);
    if (what.length > 0 && !Buffer.from(bytes).equals(whole)) return { what, bytes };
    if (what.startsWith('cut')) return { what, bytes: bytes.slice(0, Number(what.slice(7))) };
  }
}

function damageOnce(bytes: Uint8Array, pages: number, random: Random): string {
  switch (random.oneOf(['bit', 'header', 'sector', 'page', 'cut'])) {
    case 'bit': {
      const at = random.between(0, bytes.length - 1);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 7));
      return `a bit of byte ${at}`;
    }
    case 'header': {
      const at = random.between(0, pages - 1) * page + random.between(0, 15);
      bytes[at] = random.between(0, 255);
      return `byte ${at} of a header`;
    }
    case 'sector': {
      const at = random.between(0, Math.floor(bytes.length / sector) - 1) * sector;
      bytes.fill(0, at, at + sector);
      return `the sector at ${at}`;
    }
    case 'page': {
      const from = random.between(0, pages - 1) * page;
      const to = random.between(0, pages - 1) * page;
      bytes.copyWithin(to, from, from + page);
      return `the page at ${from} written at ${to}`;
    }
    default:
      return `cut to ${random.between(0, bytes.length - 1)}`;
  }
}
