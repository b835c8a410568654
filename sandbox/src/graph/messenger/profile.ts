// Profiles of people, of Pages and of Instagram accounts; subscriptions; names through conversations.
import type { Answer } from '../../http/router';
import { SAMPLES } from '../../samples';
import type { InstagramAccount, Page } from '../assets';
import { INSTAGRAM_FIELDS, PAGE_FIELDS } from '../assets';
import type { Conversation } from '../conversations';
import { refuse, refuseParameter } from '../errors';
import { type GraphCall, ok, pickFields, readText, requireAccess, SUCCESS } from '../request';
import type { MessagingSender } from './errors';
import { addressOfFile } from './files';

/** The conversation of a person that the token may see, if any. */
export function findPerson({ graph, token }: GraphCall, personId: string): Conversation | undefined {
  for (const id of token.targets) {
    const found = graph.conversations.get(`${id} ${personId}`);
    if (found && found.sender.kind !== 'number') return found;
  }
  return undefined;
}

/** GET /{PSID} and GET /{IGSID} */
export function readPerson(call: GraphCall, conversation: Conversation): Answer {
  const { person, sender } = conversation;
  const isPage = sender.kind === 'page';
  if (isPage && person.profile === 'private') {
    throw refuse(100, 'No profile available for this user.', { subcode: 2018218 });
  }
  if (!isPage && (person.profile === 'private' || conversation.lastInboundAt === null)) {
    throw refuse(230, 'User consent is required to access user profile', { status: 403, type: 'IGApiException' });
  }
  const [first = '', ...rest] = person.name.split(' ');
  const shared = { id: person.id, name: person.name || undefined, profile_pic: pictureOf(call, conversation) };
  if (isPage)
    return ok(
      pickFields({ ...shared, first_name: first, last_name: rest.join(' ') }, call.query, [
        'first_name',
        'last_name',
        'profile_pic',
      ]),
    );
  const social = {
    follower_count: 120,
    is_user_follow_business: false,
    is_business_follow_user: false,
    is_verified_user: false,
  };
  const username = person.username ?? `user${person.id.slice(-6)}`;
  return ok(pickFields({ ...shared, username, ...social }, call.query, ['name', 'username', 'profile_pic']));
}

function pictureOf({ world }: GraphCall, { person, sender }: Conversation): string {
  const { files } = world.graph;
  const { bytes, mimeType } = SAMPLES.image;
  if (person.pictureId === null || files.find(person.pictureId) === undefined) {
    person.pictureId = files.add({ senderId: sender.id, bytes, mimeType, fileName: 'profile.jpg', isHidden: true }).id;
  }
  return addressOfFile(world, person.pictureId);
}

/** GET /{PAGE_ID}; `access_token` is the Page's own, for a token that may manage it. */
export function readPage(call: GraphCall, page: Page): Answer {
  requireAccess(call, page.id);
  const { graph } = call;
  const own = [...graph.tokens.values()].find(({ type, targets }) => type === 'PAGE' && targets.has(page.id));
  const linked = [...graph.senders.values()].find((one) => one.kind === 'instagram' && one.pageId === page.id);
  const fields = { id: page.id, name: page.name, access_token: own?.value, category: 'Shop' };
  return ok(pickFields({ ...fields, instagram_business_account: linked && { id: linked.id } }, call.query, ['name']));
}

/** GET /{IG_ID} */
export function readInstagram(call: GraphCall, account: InstagramAccount): Answer {
  requireAccess(call, account.id);
  const { id, username, name } = account;
  return ok(
    pickFields({ id, user_id: id, username, name, account_type: 'BUSINESS' }, call.query, ['user_id', 'username']),
  );
}

/** GET, POST and DELETE /{PAGE_ID | IG_ID}/subscribed_apps. An account linked to a Page is subscribed through that Page. */
export function answerSubscription(call: GraphCall, sender: MessagingSender): Answer {
  const scopes = sender.kind === 'page' ? ['pages_manage_metadata'] : ['instagram_business_manage_messages'];
  requireAccess(call, sender.id, scopes);
  const { world, graph, body, query } = call;
  if (call.call.method === 'GET') {
    const app = { id: sender.appId, name: 'Sandbox app', subscribed_fields: sender.fields };
    return ok({ data: sender.fields.length > 0 ? [app] : [] });
  }
  const given = readText(body, 'subscribed_fields') ?? query.get('subscribed_fields') ?? '';
  const asked = Array.isArray(body.subscribed_fields)
    ? body.subscribed_fields.map(String)
    : given.split(',').filter(Boolean);
  const known = sender.kind === 'page' ? PAGE_FIELDS : INSTAGRAM_FIELDS;
  const unknown = asked.find((field) => ![...PAGE_FIELDS, ...INSTAGRAM_FIELDS].includes(field));
  if (unknown !== undefined)
    throw refuseParameter(`Param subscribed_fields must contain known fields; got "${unknown}"`);
  if (call.call.method === 'POST' && asked.length === 0)
    throw refuseParameter('The parameter subscribed_fields is required.');
  sender.fields = call.call.method === 'POST' ? known.filter((field) => asked.includes(field)) : [];
  for (const one of graph.senders.values()) {
    if (one.kind === 'instagram' && one.pageId === sender.id)
      one.fields = sender.fields.length > 0 ? [...INSTAGRAM_FIELDS] : [];
  }
  world.version++;
  world.remember();
  return SUCCESS;
}

/** GET /{PAGE_ID}/conversations?user_id=…&fields=participants: another way to a name. */
export function listConversations(call: GraphCall, sender: MessagingSender): Answer {
  requireAccess(call, sender.id);
  const personId = call.query.get('user_id');
  const found = [...call.graph.conversations.values()].filter(
    (one) => one.sender === sender && (personId ?? one.person.id) === one.person.id,
  );
  const data = found.map(({ person }) => ({
    id: `t_${sender.id}${person.id}`,
    participants: {
      data: [
        { id: person.id, name: person.name },
        { id: sender.id, name: sender.name },
      ],
    },
  }));
  return ok({ data });
}
