// The sandbox phone: a page on which a newcomer scans the QR code and answers as a customer.
// It asks for no key, because it is for demos on loopback, where the server binds by default.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Instance, readConversation } from '../evolution/instances';
import { endLink, scanQr } from '../evolution/link';
import { receiveInbound } from '../evolution/messages';
import { readByCustomer } from '../evolution/statuses';
import type { Answer, Call, Dialect } from '../http/router';
import type { World } from '../world';
import { describeChats, describeMessages, describePhone } from './present';

const PAGE_FILES: Record<string, [file: string, type: string]> = {
  '/phone': ['index.html', 'text/html; charset=utf-8'],
  '/phone/tokens.css': ['tokens.css', 'text/css; charset=utf-8'],
  '/phone/parts.css': ['parts.css', 'text/css; charset=utf-8'],
  '/phone/stage.css': ['stage.css', 'text/css; charset=utf-8'],
  '/phone/phone.css': ['phone.css', 'text/css; charset=utf-8'],
  '/phone/phone.js': ['phone.js', 'text/javascript; charset=utf-8'],
  '/phone/words.js': ['words.js', 'text/javascript; charset=utf-8'],
  '/phone/view.js': ['view.js', 'text/javascript; charset=utf-8'],
};

const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

/** The business's own name on its phone; a customer reads it above the conversation. */
const PROFILE_NAME = 'Sandbox phone';
const THREAD_LIMIT = 200;
const CHANGE_CHECK_MS = 250;

const writeSchema = z.object({
  from: z.string().regex(/^\d{8,15}$/, 'a number of 8 to 15 digits'),
  name: z.string().max(80).optional(),
  text: z.string().min(1).max(4_096),
});

/** Reads the page's files once, at start. */
export async function createPhoneDialect(world: World): Promise<Dialect> {
  const pages = new Map<string, Answer>();
  for (const [path, [file, type]] of Object.entries(PAGE_FILES)) {
    const bytes = await readFile(fileURLToPath(new URL(`page/${file}`, import.meta.url)));
    pages.set(path, { status: 200, bytes, headers: { ...PAGE_HEADERS, 'content-type': type } });
  }
  return (call) => {
    const page = call.method === 'GET' ? pages.get(call.path) : undefined;
    return page ?? answerCall(world, call);
  };
}

function answerCall(world: World, call: Call): Answer | Promise<Answer> {
  if (call.method === 'GET' && call.path === '/_phone/events') return streamChanges(world, call);
  if (call.method === 'GET' && call.path === '/_phone/instances') {
    return { status: 200, body: [...world.instances.values()].map(describePhone) };
  }
  const [, name, action, jid] = /^\/_phone\/instances\/([^/]+)\/([a-z]+)(?:\/([^/]+))?$/.exec(call.path) ?? [];
  const instance = name === undefined ? undefined : world.instances.get(decodeURIComponent(name));
  if (instance === undefined) return refuse(404, 'no such phone');
  const chatJid = jid === undefined ? '' : decodeURIComponent(jid);
  if (call.method === 'GET') return answerRead(instance, action, chatJid);
  // Another site's page cannot send JSON here without asking first, so it cannot act on this phone.
  if (!call.request.headers['content-type']?.startsWith('application/json')) return refuse(415, 'JSON only');
  return act(world, instance, call, action, chatJid);
}

function answerRead(instance: Instance, action: string | undefined, chatJid: string): Answer {
  if (action !== 'chats') return refuse(404, 'no such page');
  if (chatJid === '') return { status: 200, body: describeChats(instance) };
  return { status: 200, body: describeMessages(readConversation(instance, chatJid, THREAD_LIMIT)) };
}

async function act(
  world: World,
  instance: Instance,
  call: Call,
  action: string | undefined,
  chatJid: string,
): Promise<Answer> {
  switch (action) {
    case 'scan':
      if (instance.qr === null) return refuse(409, 'no QR code is shown');
      await scanQr(world, instance, { profileName: instance.profileName ?? PROFILE_NAME });
      break;
    case 'logout':
      if (instance.state === 'close') return refuse(409, 'this phone is not connected');
      endLink(world, instance, 401);
      break;
    case 'open':
      readByCustomer(world, readConversation(instance, chatJid, THREAD_LIMIT));
      break;
    case 'write':
      return write(world, instance, call.body);
    default:
      return refuse(404, 'no such action');
  }
  return { status: 200, body: describePhone(instance) };
}

/** A customer writes: an answer in a known conversation, or the first message of a new one. */
function write(world: World, instance: Instance, body: unknown): Answer {
  const parsed = writeSchema.safeParse(body);
  if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
  if (instance.state !== 'open') return refuse(409, 'this phone is not connected');
  const { from, name, text } = parsed.data;
  const pushName = name?.trim() || instance.people.get(`${from}@s.whatsapp.net`)?.pushName || `+${from}`;
  const message = receiveInbound(world, instance, {
    kind: 'conversation',
    text,
    from,
    pushName,
    addressing: 'pn',
    repeat: 1,
  });
  return { status: 201, body: { id: message.id, chat: message.chatJid } };
}

/** Server-sent events: the world's version whenever it grew, at most four times a second. */
function streamChanges(world: World, { response }: Call): Answer {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  let told = -1;
  const tell = () => {
    if (told === world.version) return;
    told = world.version;
    response.write(`data: ${told}\n\n`);
  };
  tell();
  const timer = setInterval(tell, CHANGE_CHECK_MS);
  response.on('close', () => clearInterval(timer));
  return 'taken';
}

function refuse(status: number, error: string): Answer {
  return { status, body: { error } };
}
