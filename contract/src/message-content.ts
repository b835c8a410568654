// What a message carries besides its text, by kind, and what a person may send.
import { z } from 'zod';
import { id, isoTime } from './core';

/** Longest text of the channels is longer; people do not write more than this. */
export const longestText = 4096;
/** Files of one send; each becomes a message, the text is the first one's caption. */
export const mostFiles = 10;

export const locationContent = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().max(200).optional(),
  address: z.string().max(500).optional(),
});
export const contactCard = z.object({
  name: z.string().trim().min(1).max(200),
  phones: z.array(z.string().trim().min(3).max(40)).max(10).default([]),
  emails: z.array(z.string().max(200)).max(10).default([]),
});

/** WhatsApp’s own limits: three buttons, or one list of ten rows. Channels without them show numbered text. */
export const interactiveContent = z.object({
  header: z.string().trim().max(60).optional(),
  footer: z.string().trim().max(60).optional(),
  buttons: z
    .array(z.object({ id: z.string().min(1).max(256), title: z.string().trim().min(1).max(20) }))
    .min(1)
    .max(3)
    .optional(),
  list: z
    .object({
      button: z.string().trim().min(1).max(20),
      rows: z
        .array(
          z.object({
            id: z.string().min(1).max(200),
            title: z.string().trim().min(1).max(24),
            description: z.string().trim().max(72).optional(),
          }),
        )
        .min(1)
        .max(10),
    })
    .optional(),
});
export type InteractiveContent = z.infer<typeof interactiveContent>;

/** What the customer chose; `id` is the button’s or row’s own. */
export const choiceContent = z.object({ id: z.string(), title: z.string(), description: z.string().optional() });

/** An approved template of the provider as it was sent. */
export const sentTemplate = z.object({
  name: z.string(),
  language: z.string(),
  header: z.string().optional(),
  footer: z.string().optional(),
  buttons: z.array(z.string()).optional(),
});

/** Kind-specific facts of a message; only the part of its kind is present. Unknown facts of a provider are not passed on. */
export const messageContent = z.object({
  /** A file as the provider described it; what the app shows is `media` of the message. */
  media: z
    .object({
      kind: z.string(),
      mime: z.string(),
      fileName: z.string().nullable(),
      sizeBytes: z.number().nullable(),
      durationSeconds: z.number().nullable(),
      voice: z.boolean(),
    })
    .partial()
    .optional(),
  location: locationContent.partial().optional(),
  contacts: z.array(contactCard).optional(),
  interactive: interactiveContent.optional(),
  choice: choiceContent.optional(),
  template: sentTemplate.optional(),
  emoji: z.string().optional(),
  /** The provider’s name of a kind that is not supported. */
  type: z.string().optional(),
  forwarded: z.boolean().optional(),
  /** What it says about consent: `recorded` or waiting for a person (`open`) and then decided; `confirmation` is our answer to it. */
  consent: z
    .object({
      decision: z.enum(['opt_in', 'opt_out']),
      stage: z.enum(['recorded', 'open', 'confirmed', 'dismissed', 'confirmation']),
    })
    .optional(),
  /** A campaign’s message that somebody sent to themselves to see it. */
  test: z.boolean().optional(),
  /** The name that this campaign had then; absent when it had none yet. */
  testOf: z.string().optional(),
  /** The advertisement, story or post that the conversation began with. */
  referral: z
    .object({
      source: z.string(),
      headline: z.string().optional(),
      body: z.string().optional(),
      url: z.string().optional(),
    })
    .optional(),
});
export type MessageContent = z.infer<typeof messageContent>;

/**
 * What a person sends. `text` alone is a text; with `assetIds` it is the caption of the first file; with `interactive` the body. `template` is an
 * approved template of the provider (`id` of a provider template, `params` by their keys; media parameters are asset ids) and the only thing that may be
 * sent when the window is closed. `lastSeenMessageId`: the newest message the sender had on
 * screen; when a colleague answered after it, the send is refused with `answered_meanwhile` unless `force`.
 */
export const outboundMessage = z
  .object({
    chatId: id,
    kind: z
      .enum([
        'text',
        'image',
        'video',
        'audio',
        'document',
        'sticker',
        'location',
        'contact',
        'interactive',
        'template',
      ])
      .optional()
      .describe('Derived from the parts when left out'),
    text: z.string().trim().max(longestText).optional(),
    assetIds: z.array(id).max(mostFiles).optional(),
    voice: z.boolean().optional().describe('The one audio file was recorded for this message'),
    location: locationContent.optional(),
    contacts: z.array(contactCard).min(1).max(10).optional(),
    interactive: interactiveContent.optional(),
    template: z.object({ id, params: z.record(z.string(), z.string().max(1024)).default({}) }).optional(),
    replyToId: id.optional(),
    sendAt: isoTime.optional(),
    clientKey: z.string().max(64).optional(),
    lastSeenMessageId: id.optional(),
    force: z.boolean().optional(),
  })
  .refine(
    (value) =>
      Boolean(value.text) ||
      Boolean(value.assetIds?.length) ||
      value.location !== undefined ||
      value.contacts !== undefined ||
      value.template !== undefined,
    { path: ['text'], message: 'Write something first' },
  )
  .refine((value) => value.interactive === undefined || Boolean(value.text), {
    path: ['text'],
    message: 'Buttons need a text above them',
  });
export type NewOutboundMessage = z.output<typeof outboundMessage>;
