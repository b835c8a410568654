// How an event names the people it is about.

/** The columns of a contact, or of something about one, that an event is addressed by. */
export interface AboutRow {
  contact_id: string;
  owner_id: string | null;
}

/**
 * What an event about these people carries: each of them and each of their owners once, so that the feed knows who may hear of it.
 * @returns `subjectId` is the person when there is one, else null
 */
export function aboutPeople(rows: readonly AboutRow[]): {
  subjectId: string | null;
  data: { contactIds: string[]; ownerIds: (string | null)[] };
} {
  const contactIds = [...new Set(rows.map((row) => row.contact_id))];
  const ownerIds = [...new Set(rows.map((row) => row.owner_id))];
  return { subjectId: contactIds.length === 1 ? (contactIds[0] ?? null) : null, data: { contactIds, ownerIds } };
}
