// Who in a batch of people is the same person. Pure.
import { phoneKey } from '../../platform/phone';

export interface Person {
  /** E.164. */
  phone?: string | null;
  /** WhatsApp's hidden identity: digits that are not a phone number. */
  lid?: string | null;
  name?: string | null;
}

/** One line (or one hidden identity whose line is not known) with everything the batch says about it. */
export interface Group {
  phone: string | null;
  key: string | null;
  lids: string[];
  name: string | null;
}

/**
 * Groups a batch by phone line; a person known only by a lid joins the line that the batch last saw with that lid.
 * @returns the groups, and for each person the index of theirs
 * @throws Error when a person has neither phone nor lid
 */
export function groupPeople(people: readonly Person[]): { groups: Group[]; groupOf: number[] } {
  const lineOf = new Map<string, string>();
  for (const { phone, lid } of people) if (phone && lid) lineOf.set(lid, phone);
  const groups = new Map<string, Group & { index: number }>();
  const groupOf = people.map(({ phone: own, lid, name }) => {
    const phone = own || (lid && lineOf.get(lid)) || null;
    const key = phone ? phoneKey(phone) : null;
    const id = key ?? (lid ? `lid:${lid}` : undefined);
    if (id === undefined) throw new Error('A person needs a phone or a lid');
    const group = groups.get(id) ?? { phone, key, lids: [], name: null, index: groups.size };
    groups.set(id, group);
    // A lid that the batch shows with two lines belongs to the last one.
    if (lid && !group.lids.includes(lid) && (!phone || (lineOf.get(lid) ?? phone) === phone)) group.lids.push(lid);
    group.name ??= name?.trim().slice(0, 200) || null;
    return group.index;
  });
  return { groups: [...groups.values()], groupOf };
}
