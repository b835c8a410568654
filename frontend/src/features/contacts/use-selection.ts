// The rows that are chosen, across pages: whole contacts, so that bulk actions know their names, tags and abilities.
import type { Contact } from '@parley/contract';
import { useMemo, useState } from 'react';

export interface Selection {
  contacts: Contact[];
  has(id: string): boolean;
  toggle(contact: Contact): void;
  setMany(contacts: readonly Contact[], chosen: boolean): void;
  clear(): void;
}

export function useSelection(): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Contact>>(new Map());
  return useMemo(
    () => ({
      contacts: [...chosen.values()],
      has: (id) => chosen.has(id),
      toggle: (contact) => setChosen((now) => withMany(now, [contact], !now.has(contact.id))),
      setMany: (contacts, wanted) => setChosen((now) => withMany(now, contacts, wanted)),
      clear: () => setChosen(new Map()),
    }),
    [chosen],
  );
}

function withMany(now: ReadonlyMap<string, Contact>, contacts: readonly Contact[], wanted: boolean) {
  const next = new Map(now);
  for (const contact of contacts) {
    if (wanted) next.set(contact.id, contact);
    else next.delete(contact.id);
  }
  return next;
}
