// The catalogue of template variables: every key that may stand between braces, with an example for previews without a contact.
// Groups and keys are the product's list ("Templates"): lead, client, coach, system and three short forms.
import type { TemplateParameter } from '@parley/contract';

type Group = TemplateParameter['group'];

const examples: Record<Group, Record<string, string>> = {
  short: { name: 'Dana Cohen', first_name: 'Dana', phone: '+972501234567' },
  lead: {
    name: 'Dana Cohen',
    email: 'dana@example.com',
    phone: '+972501234567',
    country: 'Israel',
    city: 'Haifa',
    status: 'New',
    temperature: 'Warm',
    source: 'Web form',
  },
  client: {
    age: '28',
    gender: 'Female',
    goal: 'Run a half marathon',
    experience: 'Beginner',
    budget: '$100–200 a month',
    timeline: '3–6 months',
    availability: 'Evenings',
    preferences: 'Online training',
    medical: 'None',
    supplements: 'Protein powder',
    obstacle: 'Little time',
    seriousness: '8',
    motivation: 'More energy',
  },
  coach: {
    fullName: 'Noa Levi',
    email: 'noa@example.com',
    whatsapp: '+972529876543',
    instagram: '@noalevi',
    profession: 'Fitness trainer',
    incomeGoal: '$50,000–100,000 a year',
    investment: '$10,000',
    timeAvailability: '4–6 hours a day',
    timeline: '3–6 months',
    description: 'Full-time coach',
    readiness: 'Ready to start',
    commitment: 'Fully committed',
    timeCommitment: '3–4 hours a day',
  },
  system: {
    date: 'Jan 15, 2026',
    time: '2:30 PM',
    datetime: 'Jan 15, 2026, 2:30 PM',
    company: 'Levi Coaching',
    website: 'https://example.com',
  },
};

/** Every variable in catalogue order. */
export const parameters: readonly TemplateParameter[] = (Object.keys(examples) as Group[]).flatMap((group) =>
  Object.entries(examples[group]).map(([name, example]) => {
    const key = group === 'short' ? name : `${group}.${name}`;
    return { key, group, syntax: group === 'short' ? `{${key}}` : `{{${key}}}`, example };
  }),
);

const byKey: ReadonlyMap<string, TemplateParameter> = new Map(
  parameters.map((parameter) => [parameter.key, parameter]),
);

export function findParameter(key: string): TemplateParameter | undefined {
  return byKey.get(key);
}

/** Values for a preview without a contact. */
export const sampleValues: Readonly<Record<string, string>> = Object.fromEntries(
  parameters.map(({ key, example }) => [key, example]),
);
