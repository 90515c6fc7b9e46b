import type { Findings } from '../findings.ts';
import type { BoltFile } from './bolt-file.ts';
import { littleEndian64 } from './integers.ts';
import { headerBytes, type Page } from './page.ts';
import { PageSet } from './page-set.ts';

/** In a header: the count does not fit, and comes first in the list. */
const countFollows = 0xffff;

/**
 * Checks that every page of a database is in use or free, and none both. etcd 3.4 and later write no list of free pages,
 * which is no fault.
 */
export function checkFreelist(file: BoltFile, used: PageSet, findings: Findings): void {
  const at = file.meta.freelist;
  if (at === null) return;
  const page = file.page(at);
  const damaged = (number: number, what: string): void => findings.add('FreelistDamaged', number, what);
  if (page.kind === 'fault') {
    damaged(at, `page ${at}, the list of free pages, ${page.reason}`);
    return;
  }
  if (page.type !== 'freelist') {
    damaged(at, `page ${at} should be the list of free pages and is a ${page.type}`);
    return;
  }
  for (let part = at; part <= at + page.overflow; part++) {
    if (!used.add(part)) damaged(part, `page ${part} of the list of free pages is in use already`);
  }
  const listed = numbersIn(page, file.pagesThere);
  if (listed === null) {
    damaged(at, `page ${at} announces more free pages than there are, or than it has room for`);
    return;
  }
  const free = new PageSet(file.pagesThere);
  for (const number of listed) {
    if (number < 2 || number >= file.meta.pages)
      damaged(at, `page ${number} is listed as free and is not in the database`);
    else if (used.has(number)) damaged(number, `page ${number} is in use and listed as free`);
    else if (number < file.pagesThere && !free.add(number)) damaged(number, `page ${number} is listed as free twice`);
  }
  for (let number = 2; number < file.pagesThere; number++) {
    if (!used.has(number) && !free.has(number)) damaged(number, `page ${number} is neither in use nor free`);
  }
}

function numbersIn({ view, start, count, length }: Page, most: number): readonly number[] | null {
  const isLong = count === countFollows;
  const first = headerBytes + (isLong ? 8 : 0);
  const listed = isLong ? littleEndian64(view, start + headerBytes) : count;
  if (listed > most || first + listed * 8 > length) return null;
  return Array.from({ length: listed }, (_, index) => littleEndian64(view, start + first + index * 8));
}
