// Where a person is, on any channel.

/** Where a person is reached. WhatsApp may show a person by phone, by hidden identity (LID, BSUID), or by both; pages know scoped ids alone. */
export interface Address {
  /** E.164. */
  phone?: string | null;
  /** Digits of the hidden identity; they are not a phone number. */
  lid?: string | null;
  /** PSID, IGSID or BSUID: an id that means somebody only within its page, account or business. */
  scopedId?: string | null;
}
