// The words by which people leave and come back. Chosen with care: what is plain decides at once, what can mean something else goes to a
// person, because an answer like "alto" may as well be about somebody's height.
import type { ConsentDecision, ConsentLanguage } from '@parley/contract';

export interface WordList {
  /** Plain wherever they stand: alone they decide, with a slip or in a short sentence a person looks. */
  sure: readonly string[];
  /** Decide when they are the whole message and typed; inside a sentence or on a button ("Remove" from the cart) they mean nothing. */
  alone: readonly string[];
  /** Often something else, so that a person looks even when they are the whole message. */
  doubtful?: readonly string[];
}

/**
 * Sources: the words carriers must honour in the United States (CTIA Messaging Principles 5.1.3; 47 CFR 64.1200(a)(10)), the answer הסר of
 * Israel's Communications Law 30A, BAJA and SAIR as operators of Spain and Brazil use them, Meta's button "Stop promotions". "Yes" is none: it
 * answers anything.
 */
export const builtInWords: Record<ConsentLanguage, Record<ConsentDecision, WordList>> = {
  en: {
    opt_out: {
      sure: [
        'stop',
        'stop all',
        'unsubscribe',
        'opt out',
        'remove me',
        'stop promotions',
        'stop messages',
        'unsubscribe me',
      ],
      alone: ['revoke', 'cancel', 'end', 'quit', 'remove', 'opt me out', 'take me off', 'no more messages'],
      doubtful: ['leave me alone', 'enough', 'not interested', 'block'],
    },
    opt_in: {
      sure: ['unstop', 'resubscribe', 'subscribe', 'opt in'],
      alone: ['start', 'start again', 'resume', 'opt me in'],
    },
  },
  he: {
    opt_out: {
      sure: [
        'הסר',
        'הסרה',
        'הסירו',
        'הסר אותי',
        'הסירו אותי',
        'תסירו',
        'תסיר',
        'תסירי',
        'להסיר',
        'הפסיקו',
        'תפסיקו',
        'תפסיק',
        'תפסיקי',
        'להפסיק לשלוח',
        'הסרה מרשימת התפוצה',
        'תורידו אותי',
        'אל תשלחו לי',
        'לא לשלוח לי',
      ],
      alone: ['הפסק', 'להסרה', 'עצור', 'עצרו', 'סטופ', 'להפסיק', 'הורידו אותי', 'תוריד אותי', 'תורידי אותי'],
      doubtful: ['ביטול', 'די', 'מספיק', 'לא מעוניין', 'לא מעוניינת', 'לבטל'],
    },
    opt_in: {
      sure: ['הצטרפות מחדש', 'להצטרף מחדש', 'חידוש הודעות', 'תחזירו אותי לרשימה'],
      alone: ['התחל', 'התחילו', 'הצטרף', 'הצטרפות', 'להצטרף', 'חידוש'],
      doubtful: ['הרשמה', 'להירשם'],
    },
  },
  es: {
    opt_out: {
      sure: [
        'darme de baja',
        'dar de baja',
        'dame de baja',
        'denme de baja',
        'desuscribir',
        'desuscribirme',
        'no mas mensajes',
        'cancelar suscripcion',
        'no me escriban',
      ],
      alone: ['baja', 'parar', 'detener', 'stop', 'no enviar mas'],
      doubtful: ['alto', 'basta', 'cancelar', 'para', 'paren', 'pare', 'no mas', 'salir', 'no me interesa'],
    },
    opt_in: {
      sure: ['darme de alta', 'suscribirme', 'volver a suscribirme'],
      alone: ['iniciar', 'comenzar', 'suscribir', 'reanudar'],
      doubtful: ['alta', 'volver', 'empezar'],
    },
  },
  pt: {
    opt_out: {
      sure: [
        'descadastrar',
        'descadastre',
        'me descadastre',
        'sair da lista',
        'me remova',
        'me remove',
        'remover me',
        'parar de enviar',
        'parem de enviar',
        'pare de enviar',
        'parem de mandar',
        'nao quero mais receber',
        'nao quero receber',
        'cancelar inscricao',
      ],
      alone: ['sair', 'parar', 'remover', 'nao enviar mais'],
      doubtful: ['pare', 'parem', 'para', 'chega', 'cancelar', 'nao quero mais', 'nao tenho interesse'],
    },
    opt_in: {
      sure: ['quero receber mensagens', 'me cadastre', 'inscrever me', 'voltar a receber'],
      alone: ['comecar', 'iniciar', 'inscrever', 'retomar'],
      doubtful: ['voltar', 'entrar', 'assinar'],
    },
  },
  ar: {
    opt_out: {
      sure: [
        'إيقاف',
        'أوقف',
        'اوقفوا',
        'توقف',
        'توقفوا',
        'إلغاء الاشتراك',
        'الغاء اشتراك',
        'ألغي الاشتراك',
        'الغ الاشتراك',
        'لا ترسلوا',
        'احذفني',
        'احذفوني',
      ],
      alone: ['قف', 'ستوب', 'وقف', 'ازالة'],
      doubtful: ['إلغاء', 'كفى', 'يكفي', 'خروج', 'غير مهتم'],
    },
    opt_in: {
      sure: ['إعادة الاشتراك', 'اعاده اشتراك'],
      alone: ['ابدأ', 'بدء', 'اشترك', 'اشتراك', 'استئناف'],
      doubtful: ['عودة', 'تسجيل'],
    },
  },
};

/** Manners around a word; taken off the ends before comparing. */
export const manners: readonly string[] = [
  'please',
  'pls',
  'plz',
  'thanks',
  'thank you',
  'thx',
  'ok',
  'hi',
  'hello',
  'בבקשה',
  'תודה',
  'נא',
  'אנא',
  'שלום',
  'היי',
  'por favor',
  'gracias',
  'hola',
  'por gentileza',
  'obrigado',
  'obrigada',
  'ola',
  'favor',
  'من فضلك',
  'من فضلكم',
  'لو سمحت',
  'لو سمحتم',
  'رجاء',
  'شكرا',
  'مرحبا',
];

/** Common words one slip away from a keyword, which mean themselves. */
export const lookalikes: ReadonlySet<string> = new Set([
  'shop',
  'step',
  'stock',
  'soap',
  'slop',
  'top',
  'stage',
  'spot',
  'הסבר',
  'הסיר',
  'הסכר',
  'חסרה',
  'הסעה',
  'הסדר',
  'describe',
  'توقع',
  'موقف',
]);
