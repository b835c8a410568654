// Who may do what with a campaign, by permission, ownership and status. Pure.
import type { Campaign, CampaignStatus } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import { AppError } from '../../platform/errors';

export interface CampaignFacts {
  ownerId: string | null;
  status: CampaignStatus;
  /** Something may be sent again: failed people or files, or people passed over who stay. */
  repeatable: boolean;
}

export type CampaignVerb = keyof Campaign['abilities'];
type Asking = Pick<Actor, 'userId' | 'can'>;

/** In which states each verb makes sense. A campaign whose schedule failed has sent nothing and counts as a draft. */
const states: Record<CampaignVerb, readonly CampaignStatus[]> = {
  edit: ['draft', 'failed'],
  start: ['draft', 'failed'],
  remove: ['draft', 'failed'],
  pause: ['running'],
  resume: ['paused'],
  cancel: ['scheduled', 'running', 'paused'],
  unschedule: ['scheduled'],
  retryFailed: ['running', 'paused', 'completed'],
};

const refusals: Record<CampaignVerb, string> = {
  edit: 'Only a draft can be changed.',
  start: 'This campaign has been started already.',
  remove: 'Only a draft can be deleted. Cancel the campaign instead.',
  pause: 'Only a running campaign can be paused.',
  resume: 'Only a paused campaign can be resumed.',
  cancel: 'This campaign has ended already.',
  unschedule: 'Only a scheduled campaign can be taken back.',
  retryFailed: 'There is nothing failed to send again, or the campaign was cancelled.',
};

/** The owner whose campaigns the actor is limited to; null = sees all of the tenant's. */
export function visibleOwner(actor: Asking): string | null {
  return actor.can('campaigns.viewAll') ? null : actor.userId;
}

/** The coach whose contacts alone the actor may write to; null = everybody's. */
export function audienceOwner(actor: Asking): string | null {
  return actor.can('contacts.viewAll') ? null : actor.userId;
}

export function may(actor: Asking, verb: CampaignVerb, campaign: CampaignFacts): boolean {
  if (!actor.can('campaigns.manage')) return false;
  if (!actor.can('campaigns.viewAll') && campaign.ownerId !== actor.userId) return false;
  return isTimely(verb, campaign);
}

type Timely = Pick<CampaignFacts, 'status'> & Partial<Pick<CampaignFacts, 'repeatable'>>;

function isTimely(verb: CampaignVerb, { status, repeatable }: Timely): boolean {
  return states[verb].includes(status) && (verb !== 'retryFailed' || repeatable === true);
}

/** @throws AppError wrong_state */
export function demandTimely(verb: CampaignVerb, campaign: Timely): void {
  if (!isTimely(verb, campaign))
    throw new AppError('wrong_state', refusals[verb], { data: { status: campaign.status } });
}

export function abilitiesOf(actor: Asking, campaign: CampaignFacts): Campaign['abilities'] {
  const ability = (verb: CampaignVerb) => may(actor, verb, campaign);
  return {
    edit: ability('edit'),
    start: ability('start'),
    pause: ability('pause'),
    resume: ability('resume'),
    cancel: ability('cancel'),
    unschedule: ability('unschedule'),
    retryFailed: ability('retryFailed'),
    remove: ability('remove'),
  };
}
