// The states of approval: the whole table, and what no sequence of steps may break.
import { approvalState } from '@parley/contract';
import fc from 'fast-check';
import { type ApprovalFacts, type ApprovalStep, afterStep, takeStep } from './approval';

const steps: ApprovalStep[] = ['submit', 'approve', 'reject', 'write', 'overwrite'];
const table = {
  //           submit       approve     reject      write    overwrite
  draft: ['submitted', 'approved', undefined, 'draft', 'approved'],
  submitted: [undefined, 'approved', 'rejected', 'draft', 'approved'],
  approved: [undefined, undefined, 'rejected', 'draft', 'approved'],
  rejected: ['submitted', 'approved', undefined, 'draft', 'approved'],
} as const;

test.each(approvalState.options)('the steps from %s', (state) => {
  expect(steps.map((step) => afterStep(state, step))).toEqual(table[state]);
});

const play = (taken: readonly ApprovalStep[]) => {
  let facts: ApprovalFacts = { state: 'draft', version: 1, approvedVersion: null };
  const approved = new Set<number>();
  for (const step of taken) {
    const isWriting = step === 'write' || step === 'overwrite';
    const after = takeStep(facts, step, facts.version + (isWriting ? 1 : 0));
    if (!after) continue;
    if (step === 'approve' || step === 'overwrite') approved.add(after.version);
    if (step === 'reject') approved.delete(after.version);
    facts = { ...after, version: facts.version + (isWriting ? 1 : 0) };
  }
  return { facts, approved };
};

test('whatever happens, campaigns may use only a wording that was approved and not taken back', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 40 }), (taken) => {
      const { facts, approved } = play(taken);
      if (facts.approvedVersion !== null) expect(approved).toContain(facts.approvedVersion);
      expect(facts.state === 'approved').toBe(facts.approvedVersion === facts.version);
    }),
  );
});

test('writing, submitting and rejecting a newer wording leave the approved one in use', () => {
  expect(play(['approve', 'write', 'submit', 'reject', 'write']).facts).toMatchObject({
    version: 3,
    approvedVersion: 1,
  });
});
