/** What a link of the guide may open in the app: a closed list, which a test holds the guide to. */
export const guideScreens = [
  'cluster',
  'keys',
  'kubernetes',
  'watches',
  'compare',
  'snapshots',
  'journal',
  'access',
  'leases',
  'transactions',
  'maintenance',
  'metrics',
  'doctor',
  'sandbox',
  'lab',
  'sample',
  'new-connection',
  'palette',
] as const;

/** Something that a link of the guide opens. */
export type GuideScreen = (typeof guideScreens)[number];

export const isGuideScreen = (name: string | undefined): name is GuideScreen =>
  guideScreens.some((screen) => screen === name);
