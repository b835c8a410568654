// Values of every variable for a set of contacts: one statement for contacts, their coaches and the tenant.
import type { ClientAnswers, CoachProfile } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';

interface ValueRow {
  id: string;
  name: string;
  first_name: string;
  phone: string | null;
  email: string | null;
  country: string | null;
  city: string | null;
  status: string;
  temperature: string | null;
  source: string | null;
  client: ClientAnswers;
  coach_name: string | null;
  coach_email: string | null;
  coach_profile: CoachProfile | null;
  company: string;
  website: string | null;
  locale: string;
  timezone: string;
}

export interface RenderValueOptions {
  /** The coach of contacts that have none of their own. */
  campaignOwnerId?: string;
  /** The instant that `system.*` tells; default now. */
  now?: Date;
  /** By contact id; they replace the contact's values of the same key. */
  recipientVariables?: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** @returns by contact id; contacts that do not exist are absent */
export async function loadRenderValues(
  tx: TenantTx,
  contactIds: readonly string[],
  { campaignOwnerId, now = new Date(), recipientVariables }: RenderValueOptions = {},
): Promise<Map<string, Record<string, string>>> {
  if (contactIds.length === 0) return new Map();
  const rows = await tx.query<ValueRow>(
    `select c.id, c.name, c.first_name, c.phone, c.email, c.country, c.city, c.status, c.temperature, c.source, c.client,
       u.name as coach_name, u.email as coach_email, u.coach_profile, t.name as company, t.website, t.locale, t.timezone
     from contacts c
     join tenants t on t.id = c.tenant_id
     left join memberships m on m.tenant_id = c.tenant_id and m.user_id = coalesce(c.owner_id, $3)
     left join users u on u.id = m.user_id
     where c.tenant_id = $1 and c.id = any($2::uuid[])`,
    [tx.tenantId, contactIds, campaignOwnerId ?? null],
  );
  const shared = shareValues(now);
  return new Map(
    rows.map((row) => [row.id, withOwnValues(valuesOf(row, shared(row)), recipientVariables?.get(row.id))] as const),
  );
}

/** What many contacts have in common (their coach, the tenant, the time) is put together once per coach. */
function shareValues(now: Date): (row: ValueRow) => Readonly<Record<string, string>> {
  const byCoach = new Map<string, Readonly<Record<string, string>>>();
  return (row) => {
    const coach = row.coach_email ?? '';
    const known = byCoach.get(coach);
    if (known) return known;
    const values = { ...coachValues(row.coach_name ?? '', coach, row.coach_profile ?? {}), ...systemValues(row, now) };
    byCoach.set(coach, values);
    return values;
  };
}

function valuesOf(row: ValueRow, shared: Readonly<Record<string, string>>): Record<string, string> {
  const values: Record<string, string> = {
    ...shared,
    name: row.name,
    first_name: row.first_name,
    phone: row.phone ?? '',
    'lead.name': row.name,
    'lead.email': row.email ?? '',
    'lead.phone': row.phone ?? '',
    'lead.country': row.country ?? '',
    'lead.city': row.city ?? '',
    'lead.status': capitalise(row.status),
    'lead.temperature': capitalise(row.temperature ?? ''),
    'lead.source': row.source ?? '',
  };
  for (const [key, value] of Object.entries(row.client)) values[`client.${key}`] = value;
  return values;
}

/** The coach's own answers; their name and address cannot be replaced by an answer. */
export function coachValues(fullName: string, email: string, profile: CoachProfile): Record<string, string> {
  const answers = Object.entries(profile).map(([key, value]) => [`coach.${key}`, value]);
  return { ...Object.fromEntries(answers), 'coach.fullName': fullName, 'coach.email': email };
}

/** The tenant's own values and the time as its people read it. */
export function systemValues(
  tenant: { company: string; website: string | null; locale: string; timezone: string },
  now: Date,
): Record<string, string> {
  const { date, time, datetime } = clockOf(tenant.locale, tenant.timezone);
  return {
    'system.date': date.format(now),
    'system.time': time.format(now),
    'system.datetime': datetime.format(now),
    'system.company': tenant.company,
    'system.website': tenant.website ?? '',
  };
}

interface Clock {
  date: Intl.DateTimeFormat;
  time: Intl.DateTimeFormat;
  datetime: Intl.DateTimeFormat;
}

// Making a formatter costs a thousand times what using it does.
const clocks = new Map<string, Clock>();

function clockOf(locale: string, timeZone: string): Clock {
  const key = `${locale} ${timeZone}`;
  const known = clocks.get(key);
  if (known) return known;
  const clock: Clock = {
    date: new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium' }),
    time: new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'short' }),
    datetime: new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' }),
  };
  clocks.set(key, clock);
  return clock;
}

const twins = [
  ['name', 'lead.name'],
  ['phone', 'lead.phone'],
] as const;

/** A recipient's own values win; the short and the long name of one thing stay equal. */
function withOwnValues(
  values: Record<string, string>,
  own: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  if (!own) return values;
  const merged = { ...values, ...own };
  for (const [short, long] of twins) {
    const shortOwn = own[short];
    const longOwn = own[long];
    if (shortOwn !== undefined && longOwn === undefined) merged[long] = shortOwn;
    if (longOwn !== undefined && shortOwn === undefined) merged[short] = longOwn;
  }
  return merged;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
