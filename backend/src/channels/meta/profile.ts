// Who a person of a page or an Instagram account is. Meta often will not say, which is normal.
import type { Address, PersonProfile } from '../channel';
import { textOf } from '../foreign';
import type { GraphClient } from './client';
import { GraphError } from './errors';

/**
 * @param fields what to ask for; a user name stands in for a missing name
 * @returns undefined when Meta will not say @throws GraphError when it cannot be reached or the token does not work
 */
export async function readPerson(
  client: GraphClient,
  token: string,
  host: 'graph' | 'instagram',
  { scopedId }: Address,
  fields: string,
): Promise<PersonProfile | undefined> {
  if (!scopedId) return undefined;
  try {
    const person = await client.ask('GET', `/${encodeURIComponent(scopedId)}`, { token, host, query: { fields } });
    const whole = [textOf(person.first_name, 100), textOf(person.last_name, 100)].filter(Boolean).join(' ');
    return {
      name: (textOf(person.name, 200) ?? whole) || (textOf(person.username, 200) ?? null),
      pictureUrl: textOf(person.profile_pic, 4000) ?? null,
    };
  } catch (error) {
    const isNormal =
      error instanceof GraphError && error.kind === 'refused' && !error.isTransient && error.code !== 190;
    if (isNormal) return undefined;
    throw error;
  }
}
