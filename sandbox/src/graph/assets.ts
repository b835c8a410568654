// What a business owns at Meta, as the sandbox knows it: apps, WhatsApp accounts with their numbers, Pages, Instagram accounts.
import type { Template } from './whatsapp/template';

export interface App {
  id: string;
  secret: string;
  verifyToken: string;
  /** Base of the callback URLs; null sends no webhooks for assets without a callback of their own. */
  webhookBaseUrl: string | null;
}

/** A WhatsApp Business Account: it owns numbers and templates, and is what an app subscribes to. */
export interface Waba {
  id: string;
  appId: string;
  name: string;
  subscribed: boolean;
  /** `override_callback_uri` of the subscription. */
  callbackUrl: string | null;
  templates: Map<string, Template>;
}

export const QUALITIES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;
export type Quality = (typeof QUALITIES)[number];

export interface PhoneNumber {
  kind: 'number';
  /** Phone number id (PNID). */
  id: string;
  appId: string;
  wabaId: string;
  /** As shown, `+1 555-000-9999`. */
  displayPhone: string;
  name: string;
  callbackUrl: string | null;
  quality: Quality;
  throughput: 'STANDARD' | 'HIGH' | 'NOT_APPLICABLE';
  tier: string;
  /** False: sends fail with 133010. */
  registered: boolean;
  /** False: the account is locked, sends fail with 131031. */
  locked: boolean;
}

export interface Page {
  kind: 'page';
  id: string;
  appId: string;
  name: string;
  callbackUrl: string | null;
  /** Fields this Page sends to the app; empty when not subscribed. */
  fields: string[];
}

export interface InstagramAccount {
  kind: 'instagram';
  id: string;
  appId: string;
  name: string;
  username: string;
  /** The linked Page, through which it may be used with the Page's token. */
  pageId: string | null;
  callbackUrl: string | null;
  fields: string[];
}

/** Whoever writes on behalf of the business. */
export type Sender = PhoneNumber | Page | InstagramAccount;

/** Everything a Page can tell the app about messages. */
export const PAGE_FIELDS = [
  'messages',
  'messaging_postbacks',
  'message_echoes',
  'message_deliveries',
  'message_reads',
  'message_reactions',
  'message_edits',
  'messaging_referrals',
  'messaging_handovers',
];

/** Everything an Instagram account can tell; its echoes come under `messages`. */
export const INSTAGRAM_FIELDS = [
  'messages',
  'messaging_postbacks',
  'messaging_seen',
  'message_reactions',
  'messaging_referral',
];

/** Digits of a number as shown. */
export function digitsOfDisplay(number: PhoneNumber): string {
  return number.displayPhone.replace(/\D/g, '');
}
