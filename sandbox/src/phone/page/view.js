// Turns data into elements: conversation rows, bubbles, ticks. Text is always set as text, never as HTML.
import { language, word } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';
export const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const calendar = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' });

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function icon(name, className = '') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', `icon ${className}`);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** The name a conversation goes by, and its number as written internationally. */
export function nameOf(chat) {
  return chat.name ?? numberOf(chat);
}

export function numberOf(chat) {
  return chat.isPhone ? `+${chat.number}` : chat.number;
}

/** Fills an avatar: initials on one of six tones, always the same for a number. */
export function fillAvatar(avatar, chat) {
  const tone = [...chat.number].reduce((sum, digit) => (sum * 31 + digit.charCodeAt(0)) % 997, 7) % 6;
  avatar.className = `avatar tone-${tone + 1}`;
  const words = (chat.name ?? '').split(/\s+/).filter((part) => /^\p{L}/u.test(part));
  avatar.textContent =
    words.length > 0
      ? words
          .slice(0, 2)
          .map((part) => [...part][0].toUpperCase())
          .join('')
      : '#';
}

/** A conversation row; `isOpen` marks the one on the stage. */
export function buildRow(chat, isOpen) {
  const row = element('button', 'row');
  row.type = 'button';
  if (isOpen) row.setAttribute('aria-current', 'true');
  const avatar = element('span');
  avatar.setAttribute('aria-hidden', 'true');
  fillAvatar(avatar, chat);
  const name = element('bdi', 'name cut', nameOf(chat));
  const line = element('span', 'line');
  line.append(name, element('span', 'small muted time', clock.format(chat.last.at)));
  const preview = element('span', 'line small muted');
  if (chat.isTyping) preview.append(element('span', 'typing-word', word('typing')));
  else preview.append(buildTicks(chat.last), element('bdi', 'cut', textOf(chat.last)));
  const two = element('span', 'two');
  two.append(line, preview);
  row.append(avatar, two);
  return row;
}

export function buildDay(at) {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  return element('li', 'day', isToday ? word('today') : calendar.format(at));
}

/** Kinds whose text says it all. */
const SPOKEN = new Set([
  'conversation',
  'text',
  'template',
  'interactive',
  'button',
  'button_reply',
  'list_reply',
  'quick_reply',
  'postback',
]);

export function textOf(message) {
  if (message.deleted) return word('deleted');
  if (message.text && SPOKEN.has(message.kind)) return message.text;
  return [word(message.kind), message.text].filter(Boolean).join(': ');
}

export function buildTicks({ status }) {
  const name = { ERROR: 'alert', PENDING: 'clock', SERVER_ACK: 'check' }[status] ?? 'checks';
  const ticks = element('span', `ticks ${status === 'READ' || status === 'PLAYED' ? 'read' : ''}`);
  ticks.title = word(status);
  ticks.append(icon(name, 'tick'), element('span', 'hidden-text', word(status)));
  return ticks;
}

/** The words of the link screen by the phone's state. */
export function describeLink(phone) {
  if (!phone) return 'noPhone';
  if (phone.state === 'connecting') return phone.qr ? 'scan' : 'wait';
  return { 401: 'loggedOut', 403: 'banned' }[phone.reasonCode] ?? 'closed';
}
