import { type GuidePlace, guidePlaceOf } from './guide-pages.ts';
import { currentRoute } from './route.ts';
import { createStore } from './store.ts';

/** What is shown of the guide, over everything else; `null`: nothing. */
export const guideShown = createStore<GuidePlace | null>(null);

export const showGuide = (place: GuidePlace | null): void => guideShown.update(() => place);

/** Shows the guide at the page of what the window shows. A window of the guide's own shows it already. */
export function showGuideHere(): void {
  const route = currentRoute();
  if (route.screen !== 'guide') showGuide(guidePlaceOf(route));
}

/** Returns the place in the guide of a failure. */
export const failurePlace = (code: string): GuidePlace => ({ page: `failure-${code}`, anchor: null });
