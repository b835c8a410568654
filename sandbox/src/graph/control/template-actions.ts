// Control calls about templates: adding one that is already approved, and deciding as Meta's reviewers do.
import { z } from 'zod';
import type { World } from '../../world';
import { QUALITIES, type Waba } from '../assets';
import { publishChange } from '../webhooks/publish';
import { TEMPLATE_CATEGORIES, TEMPLATE_STATUSES, type Template } from '../whatsapp/template';
import { readTemplate } from '../whatsapp/template-rules';
import { addTemplate, decideTemplate, nameTemplate } from '../whatsapp/templates';
import { NotThere } from './not-there';

export const templateSchema = z.strictObject({
  wabaId: z.string().min(1),
  name: z.string(),
  language: z.string().default('en_US'),
  category: z.enum(TEMPLATE_CATEGORIES).default('UTILITY'),
  parameterFormat: z.enum(['POSITIONAL', 'NAMED']).default('POSITIONAL'),
  /** As in Meta's create call. */
  components: z.array(z.record(z.string(), z.unknown())),
  status: z.enum(TEMPLATE_STATUSES).default('APPROVED'),
});

export const templateStatusSchema = z.strictObject({
  wabaId: z.string().min(1),
  name: z.string().min(1),
  /** All languages when left out. */
  language: z.string().optional(),
  status: z.enum(TEMPLATE_STATUSES).optional(),
  reason: z.string().optional(),
  /** Meta re-categorised it; told as `template_category_update`. */
  category: z.enum(TEMPLATE_CATEGORIES).optional(),
  /** Told as `message_template_quality_update`. */
  quality: z.enum(QUALITIES).optional(),
});

export const TEMPLATE_ACTIONS = {
  template: (world: World, body: unknown) => {
    const { wabaId, status, parameterFormat, ...given } = templateSchema.parse(body);
    const template = readTemplate({ ...given, parameter_format: parameterFormat });
    return { id: addTemplate(world, requireWaba(world, wabaId), template, status).id };
  },
  'template-status': (world: World, body: unknown) => {
    const { wabaId, name, language, ...change } = templateStatusSchema.parse(body);
    const waba = requireWaba(world, wabaId);
    const found = [...waba.templates.values()].filter(
      (one) => one.name === name && one.language === (language ?? one.language),
    );
    if (found.length === 0) throw new NotThere(`no template ${name}`);
    for (const template of found) applyDecision(world, waba, template, change);
    return { changed: found.length };
  },
};

type Decision = Pick<z.infer<typeof templateStatusSchema>, 'status' | 'reason' | 'category' | 'quality'>;

function applyDecision(
  world: World,
  waba: Waba,
  template: Template,
  { status, reason, category, quality }: Decision,
): void {
  if (category !== undefined) {
    const told = { ...nameTemplate(template), previous_category: template.category, new_category: category };
    template.category = category;
    publishChange(world, waba, 'template_category_update', told);
  }
  if (quality !== undefined) {
    const told = { ...nameTemplate(template), previous_quality_score: template.quality, new_quality_score: quality };
    template.quality = quality;
    publishChange(world, waba, 'message_template_quality_update', told);
  }
  if (status !== undefined) decideTemplate(world, waba, template, status, reason);
}

function requireWaba({ graph }: World, id: string): Waba {
  const waba = graph.wabas.get(id);
  if (waba === undefined) throw new NotThere(`no WhatsApp account ${id}`);
  return waba;
}
