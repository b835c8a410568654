// Recognises in a message the wish to leave or to come back. Pure. A whole message decides; a near miss is for a person; all else is talk.
import { type ConsentDecision, type ConsentLanguage, consentLanguages, type OwnConsentWord } from '@parley/contract';
import { isOneSlipAway, normalise, unstretched } from './normalise';
import { builtInWords, lookalikes, manners } from './words';

/** `sure`: it is recorded at once; otherwise a person looks at it first. */
export interface Match {
  decision: ConsentDecision;
  language: ConsentLanguage;
  keyword: string;
  sure: boolean;
}

export interface MatchOptions {
  /** The team's own words; each decides when it is the whole message. */
  own?: readonly OwnConsentWord[];
  /** Decides between languages that share a word (`parar`). */
  prefer?: ConsentLanguage | undefined;
  /** The text or id of a button: nothing is a near miss there, because the business wrote it. */
  button?: boolean;
}

type Kind = 'sure' | 'alone' | 'doubtful';

interface Entry {
  decision: ConsentDecision;
  language: ConsentLanguage;
  keyword: string;
  kind: Kind;
  form: string;
}

interface Lexicon {
  /** By form and by form without spaces, so that "opt-out", "optout" and "s t o p" are one word each. */
  exact: ReadonlyMap<string, Entry>;
  sure: readonly Entry[];
}

/** Longer messages say more than a wish to leave. */
const wordsAtMost = 6;
const lettersAtMost = 80;
/** In shorter words a slip makes too many other words. */
const slipFrom = 4;

/** The plainest meaning first. */
const kinds: readonly Kind[] = ['sure', 'alone', 'doubtful'];
const entries: readonly Entry[] = kinds.flatMap((kind) =>
  consentLanguages.flatMap((language) =>
    (['opt_out', 'opt_in'] as const).flatMap((decision) =>
      (builtInWords[language][decision][kind] ?? []).map((keyword) => ({
        decision,
        language,
        keyword,
        kind,
        form: normalise(keyword),
      })),
    ),
  ),
);
const lexicons = new Map<ConsentLanguage | undefined, Lexicon>();
const mannered = manners.map(normalise);

/** @returns the normalised text when it is short enough to be about consent */
function shortForm(text: string): string | undefined {
  const plain = normalise(text.slice(0, 4 * lettersAtMost));
  const isShort = plain !== '' && plain.length <= lettersAtMost && plain.split(' ').length <= wordsAtMost;
  return isShort && text.length <= 4 * lettersAtMost ? plain : undefined;
}

/** True when nothing in the text could match: spares the reading of settings. */
export function isTalk(text: string): boolean {
  return shortForm(text) === undefined;
}

/** @returns what the message says about consent, undefined when it is about something else */
export function matchConsent(text: string, options: MatchOptions = {}): Match | undefined {
  const whole = shortForm(text);
  if (whole === undefined) return undefined;
  const { exact, sure } = lexiconOf(options.prefer);
  const forms = options.button ? [whole, whole.replace(/ ?\p{N}+$/u, '')] : formsOf(whole);
  const own = options.own?.find(({ word }) => forms.some((form) => isSame(form, normalise(word))));
  if (own) return { decision: own.decision, language: own.language, keyword: own.word, sure: true };
  for (const form of forms) {
    const entry = exact.get(form) ?? exact.get(joined(form));
    if (!entry) continue;
    if (!options.button) return toMatch(entry, entry.kind !== 'doubtful');
    // “Start” or “Remove” on a button answer what the button stands below.
    if (entry.kind === 'sure') return toMatch(entry, true);
  }
  if (options.button) return undefined;
  const near = sure.find((entry) => forms.some((form) => isNear(form, entry.form)));
  return near && toMatch(near, false);
}

/** The message itself, without stretched letters, and without the manners around it. */
function formsOf(whole: string): string[] {
  return [...new Set(unstretched(whole).flatMap((form) => [form, withoutManners(form)]))];
}

function isSame(form: string, word: string): boolean {
  return form === word || joined(form) === joined(word);
}

const joined = (form: string): string => form.replaceAll(' ', '');

function isNear(form: string, word: string): boolean {
  if (` ${form} `.includes(` ${word} `)) return true;
  return word.length >= slipFrom && !lookalikes.has(form) && isOneSlipAway(form, word);
}

function withoutManners(form: string): string {
  let rest = form;
  for (let before = ''; before !== rest; ) {
    before = rest;
    for (const manner of mannered) {
      if (rest.startsWith(`${manner} `)) rest = rest.slice(manner.length + 1);
      if (rest.endsWith(` ${manner}`)) rest = rest.slice(0, -manner.length - 1);
    }
  }
  return rest;
}

function lexiconOf(prefer: ConsentLanguage | undefined): Lexicon {
  const known = lexicons.get(prefer);
  if (known) return known;
  const place = ({ kind, language }: Entry) => kinds.indexOf(kind) * 2 + (language === prefer ? 0 : 1);
  const ordered = [...entries].sort((a, b) => place(a) - place(b));
  const exact = new Map<string, Entry>();
  for (const entry of ordered)
    for (const form of [entry.form, joined(entry.form)]) if (!exact.has(form)) exact.set(form, entry);
  const made = { exact, sure: ordered.filter(({ kind }) => kind === 'sure') };
  lexicons.set(prefer, made);
  return made;
}

function toMatch({ decision, language, keyword }: Entry, sure: boolean): Match {
  return { decision, language, keyword, sure };
}
