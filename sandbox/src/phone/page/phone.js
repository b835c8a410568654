// The sandbox phone: shows the chosen phone's link and conversations, and acts as its customers.
import { buildMessage, buildTyping } from './bubbles.js';
import { wireAttach, wireTyping } from './compose.js';
import { buildDay, buildRow, describeLink, element, fillAvatar, nameOf, numberOf } from './view.js';
import { language, word, writeWords } from './words.js';

const $ = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const shown = { phones: [], chats: [], phoneName: asked.get('instance'), chatJid: null, drawn: '', isAtEnd: true };

/** How soon a typing bubble is looked at again. */
const TYPING_CHECK_MS = 2_000;

async function ask(path, body) {
  const options = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(`/_phone/${path}`, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

/** A path of the chosen phone. */
function at(action, chatJid) {
  const path = `instances/${encodeURIComponent(shown.phoneName)}/${action}`;
  return chatJid ? `${path}/${encodeURIComponent(chatJid)}` : path;
}

/** Runs something a person asked for and says when it fails. */
async function attempt(action) {
  try {
    await action();
    await refresh();
  } catch (error) {
    $('toast').textContent = word('failed', { reason: error.message });
    $('toast').hidden = false;
    setTimeout(() => {
      $('toast').hidden = true;
    }, 6000);
  }
}

let refreshing = null;
let again = false;

/** Reads everything anew; calls while one is under way share the next. */
async function refresh() {
  if (refreshing) {
    again = true;
    return refreshing;
  }
  refreshing = read();
  try {
    await refreshing;
  } finally {
    refreshing = null;
  }
  if (again) {
    again = false;
    await refresh();
  }
}

async function read() {
  shown.phones = await ask('instances');
  const phone = choosePhone();
  shown.chats = phone ? await ask(at('chats')) : [];
  drawPhone(phone);
  drawRows();
  await drawStage(phone);
}

function choosePhone() {
  const { phones } = shown;
  // Whoever opens the page while a code is shown has come to scan it.
  const phone =
    phones.find(({ name }) => name === shown.phoneName) ??
    phones.findLast(({ qr }) => qr) ??
    phones.find(({ state }) => state !== 'close') ??
    phones[0];
  shown.phoneName = phone?.name ?? null;
  return phone;
}

function drawPhone(phone) {
  const options = shown.phones.map(({ name, channel, profileName, number }) => {
    const label = [word(channel), profileName ?? name, number && `\u2066+${number}\u2069`].filter(Boolean).join(' · ');
    const option = element('option', '', label);
    option.value = name;
    return option;
  });
  $('phone').replaceChildren(...options);
  $('phone').value = shown.phoneName ?? '';
  $('picker').hidden = !phone;
  $('state').className = `state ${phone?.state ?? ''}`;
  $('state').textContent = phone ? word(phone.state) : '';
  $('logout').hidden = phone?.state !== 'open' || phone.channel !== 'evolution';
  $('add').disabled = phone?.state !== 'open';
}

function drawRows() {
  const focused = document.activeElement?.closest?.('#rows li')?.dataset.jid;
  const rows = shown.chats.map((chat) => {
    const item = element('li');
    item.dataset.jid = chat.jid;
    const row = buildRow(chat, chat.jid === shown.chatJid);
    row.addEventListener('click', () => openChat(chat.jid));
    item.append(row);
    return item;
  });
  $('rows').replaceChildren(...rows);
  $('no-rows').hidden = rows.length > 0;
  rows.find((item) => item.dataset.jid === focused)?.firstChild.focus();
}

function openChat(jid) {
  shown.chatJid = jid;
  shown.drawn = '';
  void refresh().then(() => $('text').focus());
}

async function drawStage(phone) {
  const isOpen = phone?.state === 'open';
  const chat = isOpen ? shown.chats.find(({ jid }) => jid === shown.chatJid) : undefined;
  $('link').hidden = isOpen;
  $('welcome').hidden = !isOpen || chat !== undefined;
  $('thread').hidden = chat === undefined;
  $('shell').dataset.pane = !isOpen || chat ? 'stage' : 'people';
  if (!isOpen) drawLink(phone);
  if (chat) await drawThread(chat);
}

function drawLink(phone) {
  const kind = describeLink(phone);
  const title = kind === 'loggedOut' || kind === 'banned' ? 'closed' : kind;
  $('link-title').textContent = word(`${title}Title`);
  $('link-text').textContent = word(`${kind}Text`);
  const qr = phone?.qr;
  for (const id of ['qr', 'scan', 'scan-hint']) $(id).hidden = !qr;
  if (qr) $('qr').src = qr.base64;
  $('pairing').hidden = !qr?.pairingCode;
  $('pairing-code').textContent = qr?.pairingCode?.replace(/^(.{4})/, '$1-') ?? '';
}

async function drawThread(chat) {
  const messages = await ask(at('chats', chat.jid));
  $('thread-title').textContent = nameOf(chat);
  $('thread-number').textContent = chat.name ? numberOf(chat) : '';
  fillAvatar($('thread-avatar'), chat);
  $('composer').hidden = !chat.isWritable;
  $('text-label').textContent = word('answerAs', { name: nameOf(chat) });
  $('text').placeholder = $('text-label').textContent;
  const drawn = JSON.stringify([chat.jid, messages, chat.isTyping]);
  if (chat.isTyping) setTimeout(() => void refresh(), TYPING_CHECK_MS);
  if (drawn === shown.drawn) return;
  shown.drawn = drawn;
  $('messages').replaceChildren(...withDays(messages), ...(chat.isTyping ? [buildTyping()] : []));
  shown.isAtEnd = true;
  keepEnd();
  const unread = messages.some(({ fromMe, status }) => fromMe && status === 'DELIVERY_ACK');
  if (unread && document.visibilityState === 'visible') await ask(at('open', chat.jid), {});
}

/** Pictures take their room late: who looks at the newest message goes on looking at it. */
function keepEnd() {
  if (shown.isAtEnd) $('scroll').scrollTop = $('scroll').scrollHeight;
}

function withDays(messages) {
  let day = '';
  return messages.flatMap((message) => {
    const itsDay = new Date(message.at).toDateString();
    if (itsDay === day) return [buildMessage(message, act)];
    day = itsDay;
    return [buildDay(message.at), buildMessage(message, act)];
  });
}

function sendAnswer() {
  const text = $('text').value.trim();
  if (text) act({ text }, () => Object.assign($('text'), { value: '' }));
}

/** The customer of the open conversation does one thing. */
function act(what, after = () => {}) {
  const chat = shown.chats.find(({ jid }) => jid === shown.chatJid);
  if (!chat) return;
  void attempt(async () => {
    await ask(at('write'), { from: chat.number, ...what });
    after();
  });
}

/** Whether the business is told is the phone's affair; a person who writes is not stopped by it. */
function tellTyping(isTyping) {
  const chat = shown.chats.find(({ jid }) => jid === shown.chatJid);
  if (chat) ask(at('typing'), { from: chat.number, isTyping }).catch(() => {});
}

/** On Messenger and Instagram a person has no number, only an id that Meta makes up. */
function hasNumbers() {
  const channel = shown.phones.find(({ name }) => name === shown.phoneName)?.channel;
  return channel === 'evolution' || channel === 'whatsapp';
}

function createScopedId() {
  return `24${String(Math.floor(Math.random() * 1e14)).padStart(14, '0')}`;
}

function openAddDialog() {
  for (const id of ['add-number', 'add-number-label']) $(id).hidden = !hasNumbers();
  $('add-dialog').showModal();
}

function sendFirst(event) {
  const digits = hasNumbers() ? $('add-number').value.replace(/[\s()+.-]/g, '') : createScopedId();
  const isNumber = !hasNumbers() || /^\d{8,15}$/.test(digits);
  $('add-error').hidden = isNumber;
  if (!isNumber) {
    event.preventDefault();
    $('add-number').focus();
    return;
  }
  const body = { from: digits, name: $('add-name').value, text: $('add-text').value };
  void attempt(async () => {
    const { chat } = await ask(at('write'), body);
    shown.chatJid = chat;
    $('add-form').reset();
  });
}

function listen() {
  const events = new EventSource('/_phone/events');
  const follow = (isThere) => {
    $('offline').hidden = isThere;
  };
  events.onmessage = () =>
    refresh().then(
      () => follow(true),
      () => follow(false),
    );
  events.onerror = () => follow(false);
}

function setUp() {
  writeWords();
  const other = new URLSearchParams(asked);
  other.set('lang', language === 'he' ? 'en' : 'he');
  $('language').href = `?${other}`;
  $('language').textContent = word('other');
  $('language').lang = language === 'he' ? 'en' : 'he';
  const dark = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = asked.get('theme') ?? localStorage.getItem('theme') ?? dark;
  $('theme').onclick = () => {
    const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    localStorage.setItem('theme', theme);
  };
  $('phone').onchange = () => {
    Object.assign(shown, { phoneName: $('phone').value, chatJid: null, drawn: '' });
    void refresh();
  };
  $('scan').onclick = () => attempt(() => ask(at('scan'), {}));
  $('logout').onclick = () => $('logout-dialog').showModal();
  $('logout-form').onsubmit = () => void attempt(() => ask(at('logout'), {}));
  $('add').onclick = openAddDialog;
  $('add-form').onsubmit = sendFirst;
  for (const button of document.querySelectorAll('[data-close]')) {
    button.onclick = () => button.closest('dialog').close();
  }
  $('back').onclick = () => {
    shown.chatJid = null;
    void refresh();
  };
  $('composer').onsubmit = (event) => {
    event.preventDefault();
    sendAnswer();
  };
  $('text').onkeydown = (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendAnswer();
  };
  $('scroll').onscroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = $('scroll');
    shown.isAtEnd = scrollHeight - scrollTop - clientHeight < 40;
  };
  new ResizeObserver(keepEnd).observe($('messages'));
  wireTyping($('text'), tellTyping);
  const attach = { menu: $('attach'), file: $('file'), pick: $('pick'), voice: $('voice'), place: $('place') };
  wireAttach(attach, act, (most) => void attempt(() => Promise.reject(new Error(word('tooLarge', { most })))));
  listen();
}

setUp();
