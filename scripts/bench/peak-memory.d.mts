export function peakMB(pid: number | 'self' | undefined): number | null;
