// The rules of rank, over every pair of roles.
import { roles } from '@parley/contract';
import { mayGive, mayTouch, unmakesOwner } from './policy';

it.each(roles.flatMap((actor, a) => roles.map((target, t) => [actor, target, a <= t] as const)))(
  'rank decides whether %s may touch or make %s',
  (actor, target, allowed) => {
    expect(mayTouch(actor, target)).toBe(allowed);
    expect(mayGive(actor, target)).toBe(allowed);
  },
);

it('an acting owner is unmade by demotion, deactivation and removal, and by nothing else', () => {
  const owner = { role: 'owner', status: 'active' } as const;
  const idle = { role: 'owner', status: 'deactivated' } as const;
  expect(unmakesOwner(owner, { ...owner, role: 'admin' })).toBe(true);
  expect(unmakesOwner(owner, idle)).toBe(true);
  expect(unmakesOwner(owner, null)).toBe(true);
  expect(unmakesOwner(owner, owner)).toBe(false);
  expect(unmakesOwner(idle, null)).toBe(false);
  expect(unmakesOwner({ role: 'admin', status: 'active' }, null)).toBe(false);
});
