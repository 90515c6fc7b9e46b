import type { LabMessageKind } from '../../../contract/lab/frames.ts';
import type { LinkedMember, LinkSetting, ObservedMessage } from '../lab-world.ts';

/** What the thread of a lab's links is asked for. */
export type LinksPart =
  /** Answered with the URL of the member's proxy. */
  | { readonly kind: 'add'; readonly member: LinkedMember }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'set'; readonly from: string; readonly to: string; readonly setting: LinkSetting };

/** What passed a link since the news before. */
export interface LinkNews {
  readonly from: string;
  readonly to: string;
  readonly messages: Partial<Record<LabMessageKind, number>>;
  readonly bytes: number;
  readonly lost: number;
}

/** What the thread says by itself. It says more only after the host has answered with `null`. */
export interface LinksNews {
  readonly links: readonly LinkNews[];
  /** In the order they passed. Where more pass than the host takes, some are only counted. */
  readonly messages: readonly ObservedMessage[];
}
