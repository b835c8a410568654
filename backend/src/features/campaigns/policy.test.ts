// The rules of campaigns as tables.
import { type CampaignStatus, campaignStatus, type Role, roles } from '@parley/contract';
import { createActor } from '../../platform/actor';
import { abilitiesOf, audienceOwner, demandTimely, visibleOwner } from './policy';

const as = (role: Role) => createActor({ userId: 'me', tenantId: 't', sessionId: 's', name: role, role });
const verbsOf = (role: Role, status: CampaignStatus, ownerId: string, repeatable = false) =>
  Object.entries(abilitiesOf(as(role), { ownerId, status, repeatable }))
    .filter(([, able]) => able)
    .map(([verb]) => verb)
    .join(' ');

const byStatus: Record<CampaignStatus, string> = {
  draft: 'edit start remove',
  scheduled: 'cancel unschedule',
  running: 'pause cancel',
  paused: 'resume cancel',
  completed: '',
  cancelled: '',
  failed: 'edit start remove',
};

test.each(campaignStatus.options)('what a coach may do with their own %s campaign', (status) => {
  expect(verbsOf('coach', status, 'me')).toBe(byStatus[status]);
});

test.each(roles)('a %s and somebody else’s campaign', (role) => {
  const mayManageAll = ['owner', 'admin', 'manager'].includes(role);
  expect(verbsOf(role, 'running', 'other')).toBe(mayManageAll ? 'pause cancel' : '');
  expect(visibleOwner(as(role))).toBe(mayManageAll ? null : 'me');
});

test('an agent manages no campaign, not even one on their name', () => {
  for (const status of campaignStatus.options) expect(verbsOf('agent', status, 'me', true)).toBe('');
});

test('a coach writes to their own contacts alone', () => {
  expect(roles.filter((role) => audienceOwner(as(role)) === 'me')).toEqual(['coach']);
});

test('retrying needs something failed, and a campaign that was not ended on purpose', () => {
  const able = campaignStatus.options.filter((status) => verbsOf('owner', status, 'x', true).includes('retryFailed'));
  expect(able).toEqual(['running', 'paused', 'completed']);
  expect(() => demandTimely('retryFailed', { status: 'completed', repeatable: false })).toThrow('nothing failed');
});
