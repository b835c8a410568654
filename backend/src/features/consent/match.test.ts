import { consentLanguages } from '@parley/contract';
import fc from 'fast-check';
import { matchConsent } from './match';
import { isOneSlipAway, normalise } from './normalise';
import { builtInWords, manners } from './words';

const verdict = (text: string, options?: Parameters<typeof matchConsent>[1]) => {
  const match = matchConsent(text, options);
  return match && `${match.decision} ${match.language} ${match.sure ? 'sure' : 'review'}`;
};

const lists = consentLanguages.flatMap((language) =>
  (['opt_out', 'opt_in'] as const).map((decision) => ({ language, decision, ...builtInWords[language][decision] })),
);
const plain = lists.flatMap(({ decision, sure, alone }) => [...sure, ...alone].map((word) => ({ decision, word })));

test.each([
  ['STOP', 'opt_out en sure'],
  [' Stop!! 🛑', 'opt_out en sure'],
  ['STOOOOP', 'opt_out en sure'],
  ['s.t.o.p', 'opt_out en sure'],
  ['ＳＴＯＰ', 'opt_out en sure'],
  ['Please stop, thank you', 'opt_out en sure'],
  ['Opt-Out', 'opt_out en sure'],
  ['cancel', 'opt_out en sure'],
  ['START', 'opt_in en sure'],
  ['unstop', 'opt_in en sure'],
  ['הסר', 'opt_out he sure'],
  ['הָסֵר בבקשה', 'opt_out he sure'],
  ['תסירו אותי', 'opt_out he review'],
  ['התחל', 'opt_in he sure'],
  ['BAJA', 'opt_out es sure'],
  ['Suscripción: no más mensajes', 'opt_out es review'],
  ['Darme de alta', 'opt_in es sure'],
  ['Sair', 'opt_out pt sure'],
  ['Não quero receber', 'opt_out pt sure'],
  ['começar', 'opt_in pt sure'],
  ['إيقاف', 'opt_out ar sure'],
  ['إِيــقَاف', 'opt_out ar sure'],
  ['الغاء الاشتراك', 'opt_out ar sure'],
  ['ابدأ', 'opt_in ar sure'],
])('%s is %s', (text, expected) => expect(verdict(text)).toBe(expected));

test.each([
  'stop sending me this',
  'stpo',
  'stip',
  'unsubcribe',
  'תפסיקו לשלוח',
  'אל תשלחו לי יותר הודעות',
  'quiero darme de baja ya',
  'parem de mandar mensagem',
  'لا ترسلوا لي رسائل',
  'alto',
  'ביטול',
  'chega',
  'إلغاء',
])('“%s” waits for a person', (text) => expect(verdict(text)).toMatch(/^opt_out \w\w review$/));

test.each([
  'yes',
  'Hi',
  '',
  '🙏',
  'shop',
  'when do we start?',
  'where does this end',
  'I want to cancel my appointment on Monday',
  'Please do not stop sending me these great offers, I love them',
  'מתי מתחילים?',
  'quiero empezar hoy',
  'tudo bem, obrigado',
  'شكرا جزيلا',
])('“%s” is just talk', (text) => expect(verdict(text)).toBeUndefined());

test('a very long message is just talk, and is not read to its end', () => {
  expect(matchConsent(`stop ${'\u0301'.repeat(1_000_000)}`)).toBeUndefined();
});

test('every plain word decides as listed, whatever case, manners, emoji and punctuation stand around it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...plain),
      fc.constantFrom(...manners, ''),
      fc.constantFrom('', '!', '...', ' 🙏', '\u200f', '.\n'),
      fc.boolean(),
      ({ word, decision }, manner, tail, upper) => {
        fc.pre(word.split(' ').length + manner.split(' ').length <= 6);
        const text = `${manner} ${upper ? word.toUpperCase() : word}${tail}`;
        expect(matchConsent(text)).toMatchObject({ decision, sure: true });
      },
    ),
    { numRuns: 400 },
  );
});

test('no word is listed for both decisions', () => {
  const seen = new Map<string, string>();
  for (const { decision, sure, alone, doubtful = [] } of lists)
    for (const word of [...sure, ...alone, ...doubtful]) {
      const form = normalise(word);
      expect({ word, decision: seen.get(form) ?? decision }).toEqual({ word, decision });
      seen.set(form, decision);
    }
});

test('a message of more than six words never decides and never waits', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...plain.map(({ word }) => word), 'hello'), { minLength: 7, maxLength: 30 }),
      (words) => {
        expect(matchConsent(words.join(' '))).toBeUndefined();
      },
    ),
  );
});

test('a slip never decides by itself: one letter off a plain word is reviewed or ignored', () => {
  const forms = new Set(
    lists.flatMap(({ sure, alone }) => [...sure, ...alone].map((word) => normalise(word).replaceAll(' ', ''))),
  );
  fc.assert(
    fc.property(fc.constantFrom(...plain), fc.nat(), fc.constantFrom('x', 'ק', 'ض'), ({ word }, at, letter) => {
      const letters = [...normalise(word)];
      letters[at % letters.length] = letter;
      const text = letters.join('');
      fc.pre(!forms.has(text.replaceAll(' ', '')));
      expect(matchConsent(text)?.sure ?? false).toBe(false);
    }),
  );
});

test('any text at all is read without an error, and normalising twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      matchConsent(text);
      expect(normalise(normalise(text))).toBe(normalise(text));
    }),
  );
});

test('one slip is one letter more, less, other, or two neighbours swapped; it is the same both ways', () => {
  expect(['sto', 'stopp', 'stip', 'tsop', 'stpo'].every((text) => isOneSlipAway(text, 'stop'))).toBe(true);
  expect(['stop', 'st', 'pots', 'stoppp', 'sotp!'].some((text) => isOneSlipAway(text, 'stop'))).toBe(false);
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
      expect(isOneSlipAway(a, b)).toBe(isOneSlipAway(b, a));
    }),
  );
});

test('a team’s own words decide when they are the whole message', () => {
  const own = [{ word: 'Weg damit', decision: 'opt_out' as const, language: 'en' as const }];
  expect(verdict('weg damit!', { own })).toBe('opt_out en sure');
  expect(verdict('weg damit jetzt', { own })).toBeUndefined();
});

test('a button decides by title or id with a number of the sender’s own, and never by resemblance or by what may answer the question above it', () => {
  expect(verdict('Stop promotions', { button: true })).toBe('opt_out en sure');
  expect(verdict('STOP_77', { button: true })).toBe('opt_out en sure');
  for (const text of ['Cancel', 'Remove', 'Start', 'Stop the clock', 'Stpo', 'ביטול', 'Alto'])
    expect(verdict(text, { button: true })).toBeUndefined();
});

test('a word of two languages is taken for the one the number’s country speaks', () => {
  expect(verdict('parar')).toBe('opt_out es sure');
  expect(verdict('parar', { prefer: 'pt' })).toBe('opt_out pt sure');
});
