// Message bubbles: text, files, places, what may be tapped, reactions and ticks. Text is always set as text, never as HTML.
import { buildTicks, clock, element, icon, textOf } from './view.js';
import { language, word } from './words.js';

const EMOJI = ['\u{1F44D}', '\u2764\uFE0F', '\u{1F602}', '\u{1F62E}', '\u{1F64F}'];
const sizes = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });

/** A bubble, seen by the customer: the business on the starting side, the customer on the other. `act` does what is tapped. */
export function buildMessage(message, act) {
  const item = element('li', `message ${message.fromMe ? 'business' : 'customer'}`);
  const column = element('div', 'column');
  const bubble = element('div', 'bubble');
  if (message.quote) bubble.append(auto(element('span', 'quote cut', message.quote)));
  for (const file of message.files) bubble.append(buildFile(file, message));
  if (message.place) bubble.append(buildPlace(message.place));
  const words = captionOf(message);
  if (words) bubble.append(auto(element('span', message.deleted ? 'words muted' : 'words', words)));
  const meta = element('span', 'meta');
  if (message.edited && !message.deleted) meta.append(element('span', '', word('edited')));
  meta.append(element('span', 'time', clock.format(message.at)), buildTicks(message));
  bubble.append(meta);
  column.append(bubble);
  if (message.reactions.length > 0) column.append(element('span', 'reactions', message.reactions.join(' ')));
  if (message.choices.length > 0) column.append(buildChoices(message, act));
  item.append(column);
  if (message.fromMe && !message.deleted) item.append(buildReact(message, act));
  return item;
}

export function buildTyping() {
  const item = element('li', 'message business');
  const bubble = element('div', 'bubble typing');
  bubble.append(element('span', 'hidden-text', word('typing')), element('i'), element('i'), element('i'));
  item.append(bubble);
  return item;
}

function auto(made) {
  made.dir = 'auto';
  return made;
}

/** Files and places speak for themselves; other kinds without words are named. */
function captionOf(message) {
  if (message.deleted || (message.files.length === 0 && !message.place)) return textOf(message);
  return message.files.some(({ kind, fileName }) => kind === 'document' && fileName === message.text)
    ? ''
    : message.text;
}

function buildFile(file, message) {
  if (file.kind === 'image') {
    const picture = element('img', /sticker/i.test(message.kind) ? 'sticker' : 'picture');
    Object.assign(picture, { src: file.url, alt: message.text || word('imageMessage'), loading: 'lazy' });
    return picture;
  }
  if (file.kind === 'video' || file.kind === 'audio') {
    const player = element(file.kind, 'player');
    Object.assign(player, { src: file.url, controls: true, preload: 'metadata' });
    player.setAttribute('aria-label', word(file.kind === 'video' ? 'videoMessage' : 'audioMessage'));
    return player;
  }
  const link = element('a', 'file');
  Object.assign(link, { href: file.url, download: file.fileName });
  const two = element('span', 'two');
  two.append(element('bdi', 'cut', file.fileName), element('span', 'small muted', sizeOf(file.sizeBytes)));
  link.append(icon('file'), two);
  return link;
}

function sizeOf(sizeBytes) {
  if (sizeBytes < 1024 * 1024) return `${sizes.format(Math.max(1, sizeBytes / 1024))} KB`;
  return `${sizes.format(sizeBytes / 1024 / 1024)} MB`;
}

function buildPlace({ latitude, longitude }) {
  const place = element('span', 'file');
  const degrees = element('bdi', 'small muted', `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`);
  degrees.dir = 'ltr';
  const two = element('span', 'two');
  two.append(element('span', '', word('locationMessage')), degrees);
  place.append(icon('pin'), two);
  return place;
}

function buildChoices(message, act) {
  const group = element('div', 'choices');
  for (const choice of message.choices) {
    if (choice.kind === 'link') {
      const link = element('a', 'button', choice.title);
      Object.assign(link, {
        href: /^https?:/.test(choice.id) ? choice.id : '#',
        target: '_blank',
        rel: 'noopener noreferrer',
      });
      group.append(link);
      continue;
    }
    const button = element('button', 'button', choice.title);
    button.type = 'button';
    if (choice.description) button.title = choice.description;
    button.onclick = () => act({ choice: { ...choice, messageId: message.id } });
    group.append(button);
  }
  return group;
}

/** A small menu of emoji beside what the business wrote. */
function buildReact(message, act) {
  const menu = element('details', 'react');
  const summary = element('summary', '');
  summary.setAttribute('aria-label', word('react'));
  summary.append(icon('smile'));
  const choices = element('div', 'emoji');
  for (const emoji of EMOJI) choices.append(buildEmoji(emoji, emoji, message, act, menu));
  choices.append(buildEmoji('×', '', message, act, menu, word('unreact')));
  menu.append(summary, choices);
  return menu;
}

function buildEmoji(shown, emoji, message, act, menu, label) {
  const button = element('button', '', shown);
  button.type = 'button';
  if (label) button.setAttribute('aria-label', label);
  button.onclick = () => {
    menu.open = false;
    act({ reaction: { messageId: message.id, emoji } });
  };
  return button;
}
