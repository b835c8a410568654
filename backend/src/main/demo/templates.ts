// Two templates for everybody, one in each language.
import { createTemplate, listTemplates, type TemplateInput } from '@parley/contract';
import type { Client } from './client';
import type { Team } from './team';

const templates: TemplateInput[] = [
  {
    name: 'Workshop invitation',
    description: 'Invites a lead to the next free workshop',
    category: 'invitation',
    content: {
      body: 'Hi {first_name|there}, Tom from Northbank Coaching here. On Thursday at 19:00 we hold a free workshop on finding customers without discounts. Shall I keep a seat for you?',
    },
    tags: ['workshop'],
    scope: 'global',
  },
  {
    name: 'הזמנה לשיחת היכרות',
    description: 'שיחת היכרות קצרה, בעברית',
    category: 'invitation',
    content: {
      body: 'היי {first_name|שלום}, כאן תום מנורת׳בנק. ראיתי שהתעניינת בליווי לעסק. מתאים לך שיחת היכרות קצרה של רבע שעה השבוע?',
    },
    tags: ['intro'],
    scope: 'global',
  },
];

export async function seedTemplates(client: Client, { admin }: Team): Promise<void> {
  const there = await client.list(listTemplates, { token: admin.token });
  for (const body of templates)
    if (!there.some((template) => template.name === body.name))
      await client.call(createTemplate, { token: admin.token, body });
}
