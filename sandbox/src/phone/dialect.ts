// The sandbox phones: a page on which a newcomer scans the QR code and answers as a customer, on any channel.
// It asks for no key, because it is for demos on loopback, where the server binds by default.
import { z } from 'zod';
import { endLink, scanQr } from '../evolution/link';
import type { Answer, Call, Dialect } from '../http/router';
import type { World } from '../world';
import { createEvolutionLine } from './evolution-line';
import { type Line, typeSchema, writeSchema } from './line';
import { createMetaLine } from './meta-line';
import { readPages } from './pages';

/** The business's own name on its phone; a customer reads it above the conversation. */
const PROFILE_NAME = 'Sandbox phone';
const CHANGE_CHECK_MS = 250;
/** Families of files a browser may show by itself; everything else is a download. */
const SHOWN_INLINE = /^(image\/(jpeg|png|gif|webp)|audio\/|video\/)/;

/** Reads the page's files once, at start. */
export async function createPhoneDialect(world: World): Promise<Dialect> {
  const pages = await readPages();
  return (call) => {
    const page = call.method === 'GET' ? pages.get(call.path) : undefined;
    return page ?? answerCall(world, call);
  };
}

function answerCall(world: World, call: Call): Answer | Promise<Answer> {
  if (call.method === 'GET' && call.path === '/_phone/events') return streamChanges(world, call);
  if (call.method === 'GET' && call.path === '/_phone/instances') {
    return { status: 200, body: listLines(world).map((line) => line.describe()) };
  }
  const [, place, name = '', action = '', chat = ''] =
    /^\/_phone\/(instances|files)\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(call.path) ?? [];
  const line = findLine(world, decodeURIComponent(name));
  if (line === undefined) return refuse(404, 'no such phone');
  if (place === 'files') return answerFile(line, decodeURIComponent(action));
  const chatId = decodeURIComponent(chat);
  if (call.method === 'GET') {
    if (action !== 'chats') return refuse(404, 'no such page');
    return { status: 200, body: chatId === '' ? line.listChats() : line.readThread(chatId) };
  }
  // Another site's page cannot send JSON here without asking first, so it cannot act on this phone.
  if (!call.request.headers['content-type']?.startsWith('application/json')) return refuse(415, 'JSON only');
  return act(world, line, call, action, chatId);
}

function listLines(world: World): Line[] {
  const behindQr = [...world.instances.values()].map((instance) => createEvolutionLine(world, instance));
  return [...behindQr, ...[...world.graph.senders.values()].map((sender) => createMetaLine(world, sender))];
}

function findLine(world: World, name: string): Line | undefined {
  const instance = world.instances.get(name);
  const sender = world.graph.senders.get(name);
  if (instance) return createEvolutionLine(world, instance);
  return sender && createMetaLine(world, sender);
}

async function act(world: World, line: Line, call: Call, action: string, chatId: string): Promise<Answer> {
  const { name, state, qr, profileName } = line.describe();
  const instance = world.instances.get(name);
  switch (action) {
    case 'scan':
      if (instance === undefined || qr === null) return refuse(409, 'no QR code is shown');
      await scanQr(world, instance, { profileName: profileName ?? PROFILE_NAME });
      break;
    case 'logout':
      if (instance === undefined || state === 'close') return refuse(409, 'this phone is not connected');
      endLink(world, instance, 401);
      break;
    case 'open':
      line.open(chatId);
      break;
    case 'write':
      return write(line, call.body);
    case 'typing':
      return type(line, call.body);
    default:
      return refuse(404, 'no such action');
  }
  return { status: 200, body: line.describe() };
}

/** A customer writes: an answer in a known conversation, or the first message of a new one. */
function write(line: Line, body: unknown): Answer {
  const parsed = writeSchema.safeParse(body);
  if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
  if (!line.isAddress(parsed.data.from)) return refuse(400, 'a number of 8 to 15 digits');
  if (line.describe().state !== 'open') return refuse(409, 'this phone is not connected');
  return { status: 201, body: line.write(parsed.data) };
}

/** A customer writes, and the business may see it. */
function type(line: Line, body: unknown): Answer {
  const parsed = typeSchema.safeParse(body);
  if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
  const { from, isTyping } = parsed.data;
  if (line.isAddress(from) && line.describe().state === 'open') line.type?.(from, isTyping);
  return { status: 200, body: {} };
}

/** A file of a conversation; nothing in it can run. */
function answerFile(line: Line, fileId: string): Answer {
  const file = line.findFile(fileId);
  if (file === undefined) return refuse(404, 'no such file');
  const isInline = SHOWN_INLINE.test(file.mimeType);
  const headers = {
    'content-type': isInline ? file.mimeType : 'application/octet-stream',
    'content-disposition': `${isInline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=3600',
  };
  return { status: 200, bytes: file.bytes, headers };
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
