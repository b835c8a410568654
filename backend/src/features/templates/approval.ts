// The states of approval, as a table. Pure.
import type { ApprovalState } from '@parley/contract';

/** `write` and `overwrite` are another body: by its writer, or by somebody who may approve. */
export type ApprovalStep = 'submit' | 'approve' | 'reject' | 'write' | 'overwrite';

const steps: Record<ApprovalState, Partial<Record<ApprovalStep, ApprovalState>>> = {
  draft: { submit: 'submitted', approve: 'approved', write: 'draft', overwrite: 'approved' },
  submitted: { approve: 'approved', reject: 'rejected', write: 'draft', overwrite: 'approved' },
  approved: { reject: 'rejected', write: 'draft', overwrite: 'approved' },
  rejected: { submit: 'submitted', approve: 'approved', write: 'draft', overwrite: 'approved' },
};

/** The state after a step; undefined when it cannot be taken. */
export function afterStep(state: ApprovalState, step: ApprovalStep): ApprovalState | undefined {
  return steps[state][step];
}

export interface ApprovalFacts {
  state: ApprovalState;
  version: number;
  approvedVersion: number | null;
}

/**
 * What a step makes of a template, or undefined when it cannot be taken. The approved version stays usable while a newer one is written,
 * submitted or rejected; only the rejection of the approved version itself takes it away.
 * @param version the version after the step
 */
export function takeStep(facts: ApprovalFacts, step: ApprovalStep, version: number): ApprovalFacts | undefined {
  const state = afterStep(facts.state, step);
  if (!state) return undefined;
  if (state === 'approved') return { state, version, approvedVersion: version };
  const isTakenBack = step === 'reject' && facts.approvedVersion === version;
  return { state, version, approvedVersion: isTakenBack ? null : facts.approvedVersion };
}
