// Who may see and change a template. Personal ones belong to their writer; global ones to those who manage the tenant's.
import type { Actor } from '../../platform/actor';

export interface TemplateFacts {
  scope: 'personal' | 'global';
  ownerId: string | null;
}

type Asking = Pick<Actor, 'userId' | 'can'>;

/** The owner whose templates the actor is limited to (besides the global ones); null = sees every template. */
export function visibleOwner(actor: Asking): string | null {
  return actor.can('templates.manageGlobal') ? null : actor.userId;
}

export function maySee(actor: Asking, template: TemplateFacts): boolean {
  return template.scope === 'global' || template.ownerId === actor.userId || actor.can('templates.manageGlobal');
}

export function mayChange(actor: Asking, template: TemplateFacts): boolean {
  if (!actor.can('templates.write')) return false;
  if (actor.can('templates.manageGlobal')) return true;
  return template.scope === 'personal' && template.ownerId === actor.userId;
}

export function mayWrite(actor: Asking, scope: TemplateFacts['scope']): boolean {
  return actor.can('templates.write') && (scope === 'personal' || actor.can('templates.manageGlobal'));
}

/** Whether the actor's word approves; what they write themselves is approved as it stands. */
export function mayDecide(actor: Asking): boolean {
  return actor.can('templates.manageGlobal');
}
