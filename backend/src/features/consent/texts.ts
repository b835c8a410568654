// What a person is told once their wish is recorded, in the language of the word they used.
import type { ConsentDecision, ConsentLanguage, ConsentTexts } from '@parley/contract';

/** `{business}` stands for the team's name. */
export const builtInTexts: Record<ConsentDecision, Record<ConsentLanguage, string>> = {
  opt_out: {
    en: 'You will get no more campaign messages from {business}. Changed your mind? Reply START.',
    he: 'לא יישלחו אליך עוד הודעות דיוור של {business}. התחרטת? אפשר להשיב: התחל.',
    es: 'No recibirás más mensajes promocionales de {business}. Si cambias de opinión, responde INICIAR.',
    pt: 'Você não receberá mais mensagens promocionais de {business}. Se mudar de ideia, responda INICIAR.',
    ar: 'لن تصلك رسائل ترويجية أخرى من {business}. إذا غيّرت رأيك، أرسل: ابدأ.',
  },
  opt_in: {
    en: 'You are back on the list of {business}. To leave again, reply STOP.',
    he: 'חזרת לרשימת התפוצה של {business}. להסרה בכל עת אפשר להשיב: הסר.',
    es: 'Volverás a recibir mensajes de {business}. Para dejar de recibirlos, responde BAJA.',
    pt: 'Você voltará a receber mensagens de {business}. Para parar, responda SAIR.',
    ar: 'ستصلك رسائل {business} من جديد. لإيقافها في أي وقت، أرسل: إيقاف.',
  },
};

/** @param own the team's own texts; what is missing or empty falls back to the built-in one */
export function confirmationText(
  own: ConsentTexts,
  decision: ConsentDecision,
  language: ConsentLanguage,
  business: string,
): string {
  const text = own[decision]?.[language]?.trim() || builtInTexts[decision][language];
  return text.replaceAll('{business}', business);
}
