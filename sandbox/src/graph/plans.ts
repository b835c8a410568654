// Refusals asked for in advance: the next sends that fit are refused with the code, or accepted and then told as failed.
export interface PlannedFault {
  code: number;
  subcode?: number;
  /** HTTP status; the code's typical one when left out. */
  status?: number;
  details?: string;
  /** `answer` refuses the call; `status` accepts it and reports the failure by webhook (WhatsApp). */
  as: 'answer' | 'status';
  /** Only sends of this number, Page or account. */
  senderId?: string;
  /** Only sends to this person. */
  to?: string;
  timesLeft: number;
}

/** Takes the first planned fault that fits and counts it down. */
export function takePlannedFault(faults: PlannedFault[], as: PlannedFault['as'], senderId: string, to: string) {
  const index = faults.findIndex(
    (fault) =>
      fault.as === as && (fault.senderId ?? senderId) === senderId && (fault.to ?? to) === to && fault.timesLeft > 0,
  );
  const fault = faults[index];
  if (fault === undefined) return undefined;
  fault.timesLeft--;
  if (fault.timesLeft === 0) faults.splice(index, 1);
  return fault;
}
