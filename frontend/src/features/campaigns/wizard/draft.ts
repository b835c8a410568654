// What the wizard holds until it is launched: plain data, so that it can rest in the browser's session storage.
import {
  type Campaign,
  type CampaignInput,
  defaultAutoPause,
  type InlineRecipient,
  suggestedQuietHours,
} from '@parley/contract';
import type { CampaignPerson } from '../../../lib/campaign-people';
import { parseRecipients } from './parse-recipients';
import { type DraftFile, emptyWording, missingWords, type Wording, wordingOf, wordsOf } from './wording';
import { toInstant, toLocal } from './zoned-time';

export const steps = ['audience', 'message', 'pace', 'launch'] as const;
export type Step = (typeof steps)[number];

export type AudienceType = CampaignInput['audience']['type'];

export interface Draft extends Wording {
  name: string;
  audience: AudienceType;
  people: CampaignPerson[];
  /** The visit that brought them from the list of contacts. */
  peopleOf: string | null;
  segmentId: string | null;
  listId: string | null;
  /** The list has been read to its end. */
  listReady: boolean;
  /** The pasted lines, as they were typed. */
  pasted: string;
  /** Sent one after the other; the words stand under the first. */
  files: DraftFile[];
  /** Other wordings that are compared with the first; they share its files. */
  variants: (Wording & { share: number })[];
  connectionId: string | null;
  /** Milliseconds between messages; null follows the connection's own pacing. */
  pacing: { minDelayMs: number; maxDelayMs: number } | null;
  when: 'now' | 'later';
  /** Wall clock in the tenant's time zone: 2026-09-03T09:30. */
  at: string;
  /** Times on the recipients' clocks: 21:00. */
  quiet: { on: boolean; start: string; end: string };
  /** As typed: the share of failures that stops it; null = nothing stops it. */
  stopPercent: string | null;
  /** The saved draft this continues. */
  savedId: string | null;
  /** People that only the server knows: they were chosen when the draft was saved. */
  kept: { type: AudienceType; size: number } | null;
}

export function emptyDraft(name: string): Draft {
  return {
    name,
    audience: 'all',
    people: [],
    peopleOf: null,
    segmentId: null,
    listId: null,
    listReady: false,
    pasted: '',
    ...emptyWording(),
    files: [],
    variants: [],
    connectionId: null,
    pacing: null,
    when: 'now',
    at: '',
    quiet: { on: true, ...suggestedQuietHours },
    stopPercent: String(defaultAutoPause.failurePercent),
    savedId: null,
    kept: null,
  };
}

function cautionOf({ quietHours, autoPause }: Campaign): Pick<Draft, 'quiet' | 'stopPercent'> {
  return {
    quiet: { on: quietHours !== null, ...(quietHours ?? suggestedQuietHours) },
    stopPercent: autoPause ? String(autoPause.failurePercent) : null,
  };
}

/** The draft of a saved campaign; with `copyName` a new one like it, to people still to be chosen where only ids were kept. */
export function draftOf(campaign: Campaign, timeZone: string, copyName?: string): Draft {
  const { audience, message } = campaign;
  const listed = audience.type === 'selected' || audience.type === 'inline';
  const copied = copyName !== undefined;
  return {
    ...emptyDraft(copyName ?? campaign.name),
    audience: copied && listed ? 'all' : audience.type,
    segmentId: audience.type === 'segment' ? (audience.source?.id ?? null) : null,
    listId: audience.type === 'list' ? (audience.source?.id ?? null) : null,
    listReady: audience.type === 'list',
    ...wordingOf(message),
    headerFile: message.provider ? (message.assets[0] ?? null) : null,
    files: message.provider ? [] : message.assets,
    variants: message.variants
      .filter(({ number }) => number > 0)
      .map((variant) => ({ ...wordingOf(variant), share: variant.share })),
    connectionId: campaign.connectionId,
    pacing: campaign.pacing,
    when: campaign.sendAt && !copied ? 'later' : 'now',
    at: campaign.sendAt && !copied ? toLocal(campaign.sendAt, timeZone) : '',
    ...cautionOf(campaign),
    savedId: copied ? null : campaign.id,
    kept: listed && !copied ? { type: audience.type, size: audience.size ?? 0 } : null,
  };
}

/** True while the audience is the one saved on the server. */
export function keepsAudience(draft: Draft): boolean {
  if (draft.kept === null || draft.kept.type !== draft.audience) return false;
  return draft.audience === 'selected' ? draft.people.length === 0 : draft.pasted.trim() === '';
}

function recipientsOf(draft: Draft): InlineRecipient[] {
  return parseRecipients(draft.pasted).recipients.map(({ phone, name }) => ({ phone, ...(name ? { name } : {}) }));
}

/** The audience as the API takes it; null while nobody is chosen. */
export function audienceOf(draft: Draft): CampaignInput['audience'] | null {
  switch (draft.audience) {
    case 'selected':
      return draft.people.length > 0 ? { type: 'selected', contactIds: draft.people.map((one) => one.id) } : null;
    case 'inline': {
      const recipients = recipientsOf(draft);
      return recipients.length > 0 ? { type: 'inline', recipients } : null;
    }
    case 'segment':
      return draft.segmentId ? { type: 'segment', segmentId: draft.segmentId } : null;
    case 'list':
      return draft.listId ? { type: 'list', listId: draft.listId } : null;
    default:
      return { type: draft.audience };
  }
}

/** Which field lacks what; the values are keys under `campaigns:wizard.missing`. */
export type Missing = Partial<
  Record<'name' | 'audience' | 'message' | 'connection' | 'pacing' | 'at' | 'quiet' | 'stopPercent', string>
>;

const mostRecipients = 10_000;

function missingAudience(draft: Draft): string | undefined {
  if (keepsAudience(draft)) return undefined;
  if (draft.audience === 'all' || draft.audience === 'pending') return undefined;
  if (draft.audience === 'segment') return draft.segmentId ? undefined : 'segment';
  if (draft.audience === 'list') return draft.listReady ? undefined : draft.listId ? 'listReading' : 'list';
  const size = draft.audience === 'selected' ? draft.people.length : recipientsOf(draft).length;
  if (size > mostRecipients) return 'tooMany';
  return size > 0 ? undefined : draft.audience;
}

function missingTime(draft: Draft, timeZone: string, now: number): string | undefined {
  if (draft.when === 'now') return undefined;
  const instant = toInstant(draft.at, timeZone);
  if (instant === null) return 'at';
  return new Date(instant).getTime() > now ? undefined : 'past';
}

/** A whole percentage from 1 to 100; null when it is none. */
function readPercent(text: string): number | null {
  const value = Number(text.trim());
  return Number.isInteger(value) && value >= 1 && value <= 100 ? value : null;
}

/** When the first message leaves, in milliseconds since 1970: the chosen time, or now. */
export function startOf(draft: Draft, timeZone: string, now: number): number {
  const chosen = draft.when === 'later' ? toInstant(draft.at, timeZone) : null;
  return chosen === null ? now : Math.max(now, new Date(chosen).getTime());
}

function missingMessage(draft: Draft): string | undefined {
  const filesAlone = draft.files.length > 0 && draft.variants.length === 0 && draft.messageKind === 'text';
  if (filesAlone && draft.text.trim() === '') return undefined;
  return [draft, ...draft.variants].map(missingWords).find((one) => one !== undefined);
}

function messageOf(draft: Draft): CampaignInput['message'] {
  const { files, variants } = draft;
  return {
    ...wordsOf(draft),
    ...(files.length > 0 && draft.messageKind !== 'provider' ? { assetIds: files.map(({ id }) => id) } : {}),
    ...(variants.length > 0 ? { variants: variants.map((one) => ({ ...wordsOf(one), share: one.share })) } : {}),
  };
}

/** What a step still needs before the next one. */
export function findMissing(draft: Draft, step: Step, timeZone: string, now: number): Missing {
  const found: Missing = {};
  if (step === 'audience') {
    if (draft.name.trim() === '') found.name = 'name';
    found.audience = missingAudience(draft);
  }
  if (step === 'message') found.message = missingMessage(draft);
  if (step === 'pace') {
    if (draft.connectionId === null) found.connection = 'connection';
    if (draft.pacing && draft.pacing.maxDelayMs < draft.pacing.minDelayMs) found.pacing = 'pacing';
    found.at = missingTime(draft, timeZone, now);
    if (draft.quiet.on && draft.quiet.start === draft.quiet.end) found.quiet = 'quiet';
    if (draft.stopPercent !== null && readPercent(draft.stopPercent) === null) found.stopPercent = 'stopPercent';
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** The first step that lacks something; null when all is there. */
export function firstIncomplete(draft: Draft, timeZone: string, now: number): Step | null {
  const open = steps.find((step) => Object.keys(findMissing(draft, step, timeZone, now)).length > 0);
  return open ?? null;
}

/**
 * The draft as the API takes it; null while something is missing. A kept audience is written as `all`: it is
 * never sent, because a save that keeps the audience leaves it out.
 */
export function toInput(draft: Draft, timeZone: string): CampaignInput | null {
  const audience = keepsAudience(draft) ? ({ type: 'all' } as const) : audienceOf(draft);
  const { connectionId } = draft;
  if (audience === null || connectionId === null || draft.name.trim() === '' || missingMessage(draft)) return null;
  const { quiet, stopPercent } = draft;
  const failurePercent = stopPercent === null ? null : (readPercent(stopPercent) ?? defaultAutoPause.failurePercent);
  const sendAt = draft.when === 'later' ? toInstant(draft.at, timeZone) : null;
  return {
    name: draft.name.trim(),
    connectionId,
    message: messageOf(draft),
    audience,
    ...(draft.pacing ? { pacing: draft.pacing } : {}),
    ...(sendAt ? { sendAt } : {}),
    quietHours: quiet.on && quiet.start !== quiet.end ? { start: quiet.start, end: quiet.end } : null,
    autoPause: failurePercent === null ? null : { ...defaultAutoPause, failurePercent },
  };
}
