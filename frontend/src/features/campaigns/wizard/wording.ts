// The words of a message, as they are being written: a text, a template of the team, or an approved template of Meta.
import type { Asset, Campaign, CampaignInput } from '@parley/contract';

export type DraftFile = Pick<Asset, 'id' | 'kind' | 'fileName' | 'sizeBytes' | 'url' | 'thumbnailUrl'>;

export interface Wording {
  messageKind: 'template' | 'text' | 'provider';
  templateId: string | null;
  templateName: string;
  /** Body of the chosen template, for the preview. */
  templateBody: string;
  text: string;
  /** The approved template and what stands in its blanks, by their keys. */
  provider: { templateId: string; name: string; params: Record<string, string> } | null;
  /** Its text with the blanks filled, for the preview. */
  providerBody: string;
  /** Keys of its blanks that nothing was written for yet. */
  providerBlanks: string[];
  /** The file at its head, for the preview; null while none is chosen, or it is not known here. */
  headerFile: DraftFile | null;
}

export function emptyWording(): Wording {
  return {
    messageKind: 'template',
    templateId: null,
    templateName: '',
    templateBody: '',
    text: '',
    provider: null,
    providerBody: '',
    providerBlanks: [],
    headerFile: null,
  };
}

type Saved = Pick<Campaign['message'], 'text' | 'templateId' | 'templateName' | 'body' | 'provider'>;

/** Words that were saved. */
export function wordingOf({ text, templateId, templateName, body, provider }: Saved): Wording {
  return {
    ...emptyWording(),
    messageKind: provider ? 'provider' : templateId ? 'template' : 'text',
    templateId,
    templateName: templateName ?? '',
    templateBody: templateId ? body : '',
    text: text ?? '',
    provider: provider && { templateId: provider.templateId, name: provider.name, params: provider.params },
    providerBody: provider ? body : '',
  };
}

/** The body as it is written, with its variables. */
export function bodyOf({ messageKind, templateBody, providerBody, text }: Wording): string {
  if (messageKind === 'provider') return providerBody;
  return messageKind === 'template' ? templateBody : text.trim();
}

/** Which words are missing: a key under `campaigns:wizard.missing`. */
export function missingWords(wording: Wording): string | undefined {
  if (wording.messageKind === 'provider') {
    if (!wording.provider) return 'provider';
    return wording.providerBlanks.length > 0 ? 'providerBlanks' : undefined;
  }
  return bodyOf(wording) === '' ? wording.messageKind : undefined;
}

type Words = Pick<CampaignInput['message'], 'text' | 'templateId' | 'provider'>;

/** The words as the API takes them; nothing where nothing was written. */
export function wordsOf({ messageKind, provider, templateId, text }: Wording): Words {
  if (messageKind === 'provider')
    return provider ? { provider: { templateId: provider.templateId, params: provider.params } } : {};
  if (messageKind === 'template') return templateId ? { templateId } : {};
  return text.trim() ? { text: text.trim() } : {};
}
