// Two hundred invented people. Their numbers follow +972 50 000 0xxx, which nobody has.
import { type ContactInput, leadStatuses, temperatures } from '@parley/contract';

const english = {
  first: [
    'Adam',
    'Emma',
    'Jonah',
    'Olivia',
    'Leo',
    'Hannah',
    'Ethan',
    'Ruth',
    'Simon',
    'Chloe',
    'Nathan',
    'Grace',
    'Aaron',
  ],
  last: [
    'Bennett',
    'Carter',
    'Dawson',
    'Ellis',
    'Fletcher',
    'Graham',
    'Hughes',
    'Ingram',
    'Lawson',
    'Mercer',
    'Norton',
  ],
};
const hebrew = {
  first: ['נועה', 'איתי', 'תמר', 'יואב', 'מיכל', 'עומר', 'שירה', 'דניאל', 'יעל', 'אורי', 'רוני', 'גיא', 'הילה'],
  last: ['לוי', 'כהן', 'מזרחי', 'פרץ', 'ביטון', 'אברהם', 'פרידמן', 'אזולאי', 'שפירא', 'גולן', 'ברק'],
};
const cities = ['Tel Aviv', 'Haifa', 'Jerusalem', 'Ramat Gan', 'Beersheba', 'Netanya', 'Herzliya'];
const sources = ['Instagram', 'Webinar', 'Referral', 'Website', 'Facebook'];
const tags = ['webinar', 'newsletter', 'vip', 'workshop', 'returning'];
const goals = [
  'more customers',
  'a calmer week',
  'a new price list',
  'hiring the first employee',
  'opening a second shop',
];

export const peopleCount = 200;

/** The person's number in E.164. @param at 0 to 199 */
export function phoneOf(at: number): string {
  return `+9725000${String(200 + at).padStart(5, '0')}`;
}

/** The same person for the same number every time; every other one has a Hebrew name. @param at 0 to 199 */
export function personAt(at: number): ContactInput {
  const names = at % 2 === 0 ? hebrew : english;
  const turn = Math.floor(at / 2);
  const first = pick(names.first, turn);
  // 13 first and 11 last names share no factor, so the pair repeats only after 143 turns.
  const name = `${first} ${pick(names.last, turn)}`;
  return {
    name,
    firstName: first,
    phone: phoneOf(at),
    lead: {
      status: pick(leadStatuses, at * 3 + turn),
      temperature: pick(temperatures, at * 2 + turn),
      source: pick(sources, at),
      country: 'IL',
      city: pick(cities, at),
    },
    client: at % 3 === 0 ? { goal: pick(goals, at), timeline: 'this quarter' } : {},
    tags: [pick(tags, at), ...(at % 4 === 0 ? [pick(tags, at + 2)] : [])],
  };
}

function pick<T>(from: readonly T[], at: number): T {
  const value = from[at % from.length];
  if (value === undefined) throw new Error('There is nothing to pick from');
  return value;
}
