// Chosen people on their way to a new campaign: they travel with the address in the browser's history, so that a reload keeps them.
import type { Contact } from '@parley/contract';
import { z } from 'zod';

const travelling = z.object({
  campaignPeople: z.array(z.object({ id: z.string(), name: z.string(), phone: z.string().nullable() })).min(1),
});

/** What is remembered of a chosen contact. */
export type CampaignPerson = z.infer<typeof travelling>['campaignPeople'][number];

/** Those a campaign can reach: they have a phone and have not opted out. */
export function findReachable(contacts: readonly Contact[]): Contact[] {
  return contacts.filter((contact) => contact.phone !== null && contact.optedOutAt === null);
}

/** State for `navigate('/campaigns/new', { state })`: the wizard begins with these people. */
export function sendAlong(people: readonly CampaignPerson[]): z.infer<typeof travelling> {
  return { campaignPeople: people.map(({ id, name, phone }) => ({ id, name, phone })) };
}

/** The people that came along with a location's state; null without any. */
export function findSentAlong(state: unknown): CampaignPerson[] | null {
  const parsed = travelling.safeParse(state);
  return parsed.success ? parsed.data.campaignPeople : null;
}
