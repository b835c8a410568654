// A team's own words and confirmations of consent.
import {
  type ConsentDecision,
  type ConsentLanguage,
  type ConsentSettings,
  type ConsentTexts,
  consentLanguages,
  type EndpointParsed,
  type OwnConsentWord,
  type updateConsentSettings,
} from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { AppError } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { matchConsent } from './match';
import { normalise } from './normalise';
import { builtInTexts } from './texts';
import { builtInWords } from './words';

/** What intake needs. */
export interface ConsentRules {
  confirm: boolean;
  ownWords: OwnConsentWord[];
  texts: ConsentTexts;
  business: string;
}

export async function readRules(tx: TenantTx): Promise<ConsentRules> {
  const row = await tx.one<{
    confirm: boolean | null;
    own_words: OwnConsentWord[] | null;
    texts: ConsentTexts | null;
    business: string;
  }>(
    `select s.confirm, s.own_words, s.texts, t.name as business from tenants t left join consent_settings s on s.tenant_id = t.id where t.id = $1`,
    [tx.tenantId],
  );
  return {
    confirm: row?.confirm ?? true,
    ownWords: row?.own_words ?? [],
    texts: row?.texts ?? {},
    business: row?.business ?? '',
  };
}

export async function readSettings({ tx, actor }: Pick<TenantContext, 'tx' | 'actor'>): Promise<ConsentSettings> {
  return {
    ...(await readRules(tx)),
    builtIn: { words: builtInByLanguage, texts: builtInTexts },
    abilities: { edit: actor.can('inbox.manage') },
  };
}

/**
 * What is not said stays.
 * @throws AppError validation_failed for an own word that means something already
 */
export async function changeSettings(
  context: TenantContext,
  changes: EndpointParsed<typeof updateConsentSettings>['body'],
): Promise<ConsentSettings> {
  const { tx } = context;
  if (changes.ownWords) checkWords(changes.ownWords);
  await tx.query('insert into consent_settings (tenant_id) values ($1) on conflict do nothing', [tx.tenantId]);
  await tx.query(
    `update consent_settings set confirm = coalesce($2, confirm), own_words = coalesce($3, own_words), texts = coalesce($4, texts), updated_at = now()
     where tenant_id = $1`,
    [
      tx.tenantId,
      changes.confirm ?? null,
      changes.ownWords ? JSON.stringify(changes.ownWords) : null,
      changes.texts ? JSON.stringify(changes.texts) : null,
    ],
  );
  await context.record({ type: 'consent.settings', data: { changed: Object.keys(changes) } });
  return readSettings(context);
}

function checkWords(words: readonly OwnConsentWord[]): void {
  const seen = new Set<string>();
  for (const [index, { word, decision }] of words.entries()) {
    const form = normalise(word);
    const known = matchConsent(word);
    const fault =
      form === ''
        ? 'A word needs letters or digits'
        : seen.has(form)
          ? 'This word is there twice'
          : known?.sure && known.decision !== decision
            ? 'This word is known to mean the opposite'
            : undefined;
    if (fault)
      throw new AppError('validation_failed', `“${word}” cannot be used: ${fault.toLowerCase()}.`, {
        details: [{ path: `ownWords.${index}.word`, message: fault }],
      });
    seen.add(form);
  }
}

/** The words that decide at once, as people read them. */
const builtInByLanguage = byLanguage((language) => ({
  opt_out: plainWords(language, 'opt_out'),
  opt_in: plainWords(language, 'opt_in'),
}));

function plainWords(language: ConsentLanguage, decision: ConsentDecision): string[] {
  const { sure, alone } = builtInWords[language][decision];
  return [...sure, ...alone];
}

function byLanguage<T>(make: (language: ConsentLanguage) => T): Record<ConsentLanguage, T> {
  const [en, he, es, pt, ar] = consentLanguages;
  return { [en]: make(en), [he]: make(he), [es]: make(es), [pt]: make(pt), [ar]: make(ar) };
}
