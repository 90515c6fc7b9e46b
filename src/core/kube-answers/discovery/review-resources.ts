import type { ServedGroup } from '../resources/served-resource.ts';

/** A review of what the client itself may do: the only resources that are created, and nothing is stored of them. */
export interface ReviewResource {
  readonly group: string;
  readonly resource: string;
  readonly singular: string;
  readonly kind: string;
}

const version = 'v1';

/** All reviews that are answered. */
export const reviewResources: readonly ReviewResource[] = [
  {
    group: 'authentication.k8s.io',
    resource: 'selfsubjectreviews',
    singular: 'selfsubjectreview',
    kind: 'SelfSubjectReview',
  },
  {
    group: 'authorization.k8s.io',
    resource: 'selfsubjectaccessreviews',
    singular: 'selfsubjectaccessreview',
    kind: 'SelfSubjectAccessReview',
  },
  {
    group: 'authorization.k8s.io',
    resource: 'selfsubjectrulesreviews',
    singular: 'selfsubjectrulesreview',
    kind: 'SelfSubjectRulesReview',
  },
];

/** The groups of reviews. */
export const reviewGroups: readonly ServedGroup[] = [...new Set(reviewResources.map(({ group }) => group))].map(
  (group) => ({ group, versions: [version] }),
);

/** Returns the reviews of a group's version. */
export function reviewsOf(group: string, asked: string): readonly ReviewResource[] {
  return asked === version ? reviewResources.filter((one) => one.group === group) : [];
}
