// A new person. People are global: one person may belong to many tenants.
import type { Locale } from '@parley/contract';
import type { TenantTx } from '../../../platform/db/database';

export interface NewUser {
  email: string;
  name: string;
  passwordHash: string;
  locale?: Locale | undefined;
}

/** @returns the new id, or undefined when the address (in any case of letters) is taken */
export async function createUser(tx: TenantTx, user: NewUser): Promise<string | undefined> {
  const row = await tx.one<{ id: string }>(
    `insert into users (email, name, password_hash, locale) values ($1, $2, $3, coalesce($4, 'en'))
     on conflict (lower(email)) do nothing returning id`,
    [user.email, user.name, user.passwordHash, user.locale ?? null],
  );
  return row?.id;
}
