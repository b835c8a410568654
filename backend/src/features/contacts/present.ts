// A contact as the API shows it.
import type { ClientAnswers, Contact, Lead } from '@parley/contract';
import { abilitiesFor, type Viewer } from './policy';

export interface ContactRow {
  id: string;
  name: string;
  first_name: string;
  phone: string | null;
  email: string | null;
  owner_id: string | null;
  owner_name: string | null;
  status: Lead['status'];
  temperature: Lead['temperature'];
  source: string | null;
  country: string | null;
  city: string | null;
  client: ClientAnswers;
  attributes: Record<string, string>;
  tags: string[];
  opted_out_at: Date | null;
  last_message_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export function presentContact(row: ContactRow, actor: Viewer): Contact {
  return {
    id: row.id,
    name: row.name,
    firstName: row.first_name,
    phone: row.phone,
    email: row.email,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    lead: {
      status: row.status,
      temperature: row.temperature,
      source: row.source,
      country: row.country,
      city: row.city,
    },
    client: row.client,
    attributes: row.attributes,
    tags: row.tags,
    optedOutAt: row.opted_out_at?.toISOString() ?? null,
    lastMessageAt: row.last_message_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    abilities: abilitiesFor(actor),
  };
}
