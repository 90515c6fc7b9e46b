/** Returns how many of so many voting members may fail while writes go on: all but a majority. */
export const toleranceOf = (voters: number): number => Math.max(0, voters - majorityOf(voters));

/** Returns how many of so many voting members must agree on a write. */
export const majorityOf = (voters: number): number => Math.floor(voters / 2) + 1;
