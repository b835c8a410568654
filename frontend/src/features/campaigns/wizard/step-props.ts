// What every step of the wizard is given.
import type { Draft, Missing } from './draft';

export interface StepProps {
  draft: Draft;
  change: (patch: Partial<Draft>) => void;
  /** What this step still lacks; said once "Next" was pressed. */
  missing: Missing;
}
