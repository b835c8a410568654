// The demo team: four people, one of each kind that works with Parley.
import {
  acceptInvitation,
  createInvitation,
  login,
  type Role,
  register,
  topUpCredits,
  updateProfile,
} from '@parley/contract';
import type { Parts } from '../../platform/parts';
import type { Client } from './client';

export interface Team {
  tenantId: string;
  /** Access tokens and ids by role; the owner is called admin, as people expect. */
  admin: Member;
  manager: Member;
  agent: Member;
  coach: Member;
}

export interface Member {
  userId: string;
  token: string;
}

interface Account {
  email: string;
  password: string;
  name: string;
  role: Role;
}

const admin = { email: 'admin@demo.localhost', password: 'admin123', name: 'Maya Friedman' };
const others = {
  manager: { email: 'manager@demo.localhost', password: 'manager123', name: 'Daniel Reed', role: 'manager' },
  agent: { email: 'agent1@demo.localhost', password: 'agent123', name: 'Shira Azulay', role: 'agent' },
  coach: { email: 'coach@demo.localhost', password: 'coach123', name: 'Tom Wexler', role: 'coach' },
} as const satisfies Record<string, Account>;

/** What the tenant can spend when the demo begins. */
const credits = 2000;
/** What the finished campaign cost; see `campaign.ts`. */
export const spentCredits = 35;

/** @returns undefined when an account exists and its password was changed: the demo belongs to somebody now */
export async function seedTeam(client: Client, parts: Parts): Promise<Team | undefined> {
  const known = await parts.db
    .system('demo data')
    .query<{ email: string }>("select email from users where email like '%@demo.localhost'");
  try {
    const owner = known.some((row) => row.email === admin.email)
      ? await signIn(client, admin)
      : await found(client, parts);
    const join = (account: Account) =>
      known.some((row) => row.email === account.email) ? signIn(client, account) : invite(client, owner.token, account);
    const [manager, agent, coach] = [await join(others.manager), await join(others.agent), await join(others.coach)];
    if (!known.some((row) => row.email === others.coach.email)) await describeCoach(client, coach.token);
    return { tenantId: owner.tenantId, admin: owner, manager, agent, coach };
  } catch (error) {
    if (known.length === 0) throw error;
    return undefined;
  }
}

async function found(client: Client, parts: Parts): Promise<Member & { tenantId: string }> {
  const made = await client.call(register, {
    body: { ...admin, tenantName: 'Northbank Coaching', country: 'IL', timezone: 'Asia/Jerusalem' },
  });
  const missing = credits + spentCredits - parts.config.credits.onSignup;
  if (missing > 0)
    await client.call(topUpCredits, { token: made.accessToken, body: { amount: missing, reason: 'Demo credits' } });
  return { userId: made.user.id, token: made.accessToken, tenantId: made.tenant.id };
}

async function invite(client: Client, token: string, { email, password, name, role }: Account): Promise<Member> {
  const { acceptUrl } = await client.call(createInvitation, { token, body: { email, role } });
  const params = { token: new URL(acceptUrl).pathname.split('/').at(-1) ?? '' };
  const joined = await client.call(acceptInvitation, { params, body: { name, password } });
  return { userId: joined.user.id, token: joined.accessToken };
}

async function signIn(client: Client, { email, password }: { email: string; password: string }) {
  const session = await client.call(login, { body: { email, password } });
  return { userId: session.user.id, token: session.accessToken, tenantId: session.tenant.id };
}

async function describeCoach(client: Client, token: string): Promise<void> {
  const coachProfile = {
    whatsapp: '+972 50 000 0001',
    instagram: '@northbank.coaching',
    profession: 'Business coach',
    timeCommitment: 'two hours a week',
    timeline: 'twelve weeks',
    description: 'Helps owners of small businesses find calm and customers.',
  };
  await client.call(updateProfile, { token, body: { coachProfile } });
}
