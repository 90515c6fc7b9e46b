/**
 * One line of a bench. `value` is `null` where it could not be measured, and `note` then says why. A target is not to be
 * exceeded, or to be reached where more is better; an aim is a target to come to later.
 * @typedef {{ readonly name: string, readonly unit: string, readonly value: number | null, readonly target?: number,
 *   readonly aim?: number, readonly isMoreBetter?: boolean, readonly reference?: number, readonly note?: string }} Figure
 */

const number = (/** @type {number} */ value) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1));

/** @param {Figure} figure */
function cells({ name, unit, value, target, aim, isMoreBetter = false, reference, note = '' }) {
  const withUnit = (/** @type {number | undefined | null} */ amount) =>
    amount === undefined || amount === null ? '–' : `${number(amount)} ${unit}`;
  const isRatio = value !== null && reference !== undefined && reference > 0;
  const reaches = (/** @type {number | undefined} */ bound) =>
    value !== null && bound !== undefined && (isMoreBetter ? value >= bound : value <= bound);
  const verdict =
    value === null || target === undefined ? '' : reaches(aim) ? 'aim met' : reaches(target) ? 'met' : 'MISSED';
  const bounds = [
    target === undefined ? '' : `${isMoreBetter ? '≥' : '≤'} ${withUnit(target)}`,
    aim === undefined ? '' : `aim ${withUnit(aim)}`,
  ];
  return [
    name,
    withUnit(value),
    bounds.filter((bound) => bound !== '').join(', '),
    verdict,
    reference === undefined ? '' : withUnit(reference),
    isRatio ? `${(value / reference).toFixed(2)}×` : '',
    note,
  ];
}

const titles = ['figure', 'etcdeck', 'target', '', 'reference', 'ratio', ''];

/** Figures as lines in columns. @param {readonly Figure[]} figures */
export function tableOf(figures) {
  const rows = [titles, ...figures.map(cells)];
  const widths = titles.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
