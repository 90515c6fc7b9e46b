import type { Locator, Page } from '@playwright/test';

/** Do writes work, and the evidence: every member as it answers for itself. */
export class ClusterPage {
  readonly sentence: Locator;
  readonly quorumLine: Locator;
  readonly members: Locator;
  /** What scrolls where the table has no room. */
  readonly membersFrame: Locator;
  readonly topology: Locator;
  readonly topologyFrame: Locator;
  /** The sections that need the operator's attention. */
  readonly needs: Locator;
  /** What still works when members fail. */
  readonly faults: Locator;

  constructor(page: Page) {
    const screen = page.getByRole('main', { name: 'Cluster' });
    this.sentence = screen.getByRole('heading', { name: /^Writes / });
    this.quorumLine = screen.getByRole('status').first();
    this.needs = screen.getByRole('region', { name: 'Needs you' });
    this.faults = screen.getByRole('table', { name: 'If members fail' });
    this.members = screen.getByRole('table', { name: 'Members', exact: true });
    this.membersFrame = screen.getByRole('group', { name: 'Members', exact: true });
    this.topology = screen.getByRole('group', { name: 'Topology', exact: true });
    this.topologyFrame = this.topology.locator('xpath=..');
  }

  member(name: string): Locator {
    return this.members.getByRole('row').filter({ has: this.members.page().getByRole('rowheader', { name }) });
  }
}
