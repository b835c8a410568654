// News about templates, numbers and accounts of WhatsApp. What a field tells beyond this is shown by the next check of the line. Pure.
import type { ChannelEvent, ReportedLine, ReportedTemplate } from '../events';
import { type Fields, fieldsOf, idOf, recordsOf, textOf, wordOf } from '../foreign';
import { phoneOfDigits } from './person';

export function translateAccountNews(field: string, value: Fields): ChannelEvent[] {
  const line = readLine(field, value);
  if (line) return [{ type: 'line', line }];
  const news = readTemplate(field, value);
  return news ? [{ type: 'template', template: news }] : [];
}

/** Events that mean a status of another name. */
const statusOfEvent = new Map([['REINSTATED', 'APPROVED']]);

function readTemplate(field: string, value: Fields): ReportedTemplate | undefined {
  const name = textOf(value.message_template_name, 512);
  const language = textOf(value.message_template_language, 20);
  if (!name || !language) return undefined;
  const template = { providerId: idOf(value.message_template_id) ?? '', name, language };
  switch (field) {
    case 'message_template_status_update': {
      const event = textOf(value.event, 60);
      return event ? { ...template, status: statusOfEvent.get(event) ?? event, reason: readReason(value) } : undefined;
    }
    case 'message_template_quality_update': {
      const quality = textOf(value.new_quality_score, 60);
      return quality ? { ...template, quality } : undefined;
    }
    case 'template_category_update': {
      const category = textOf(value.new_category, 60);
      return category ? { ...template, category } : undefined;
    }
    case 'message_template_components_update':
      return template;
    default:
      return undefined;
  }
}

function readReason(value: Fields): string | null {
  const { reason, recommendation } = fieldsOf(value.rejection_info);
  const { title, description } = fieldsOf(value.other_info);
  const words = [reason, recommendation, title, description].flatMap((text) => textOf(text, 400) ?? []);
  const code = value.reason === 'NONE' ? undefined : textOf(value.reason, 60);
  return words.join(' – ').slice(0, 500) || code || null;
}

function readLine(field: string, value: Fields): ReportedLine | undefined {
  switch (field) {
    case 'phone_number_quality_update': {
      const limit = textOf(value.current_limit, 60);
      const phone = phoneOfDigits(textOf(value.display_phone_number, 40)?.replace(/\D/g, ''));
      return {
        ...(phone ? { phone } : {}),
        ...(value.event === 'FLAGGED' ? { quality: 'red' } : value.event === 'UNFLAGGED' ? { quality: 'green' } : {}),
        ...(limit ? { messagingLimit: limit } : {}),
      };
    }
    case 'business_capability_update': {
      const most = value.max_daily_conversations_per_business ?? value.max_daily_conversation_per_phone;
      const limit = tiers.get(wordOf(most)) ?? textOf(most, 60);
      return limit ? { messagingLimit: limit } : undefined;
    }
    case 'account_alerts':
      return { problem: describe('alert', [value.alert_severity, value.alert_type, value.alert_description]) };
    case 'account_review_update':
      return value.decision === 'REJECTED'
        ? { reason: 'account_restricted', problem: 'account review: REJECTED' }
        : undefined;
    case 'account_update':
      return readAccountUpdate(value);
    default:
      return undefined;
  }
}

/** People a day who may be written to outside the window, as the number's own field names it. */
const tiers = new Map([
  ['250', 'TIER_250'],
  ['1000', 'TIER_1K'],
  ['2000', 'TIER_2K'],
  ['10000', 'TIER_10K'],
  ['100000', 'TIER_100K'],
  ['-1', 'TIER_UNLIMITED'],
]);

function readAccountUpdate(value: Fields): ReportedLine | undefined {
  const event = textOf(value.event, 100) ?? '';
  switch (event) {
    case 'DISABLED_UPDATE': {
      const state = textOf(fieldsOf(value.ban_info).waba_ban_state, 100);
      if (state === 'REINSTATE') return { reason: null };
      const problem = describe(event, [state, fieldsOf(value.ban_info).waba_ban_date]);
      // A ban that is only announced still lets messages through.
      return state?.startsWith('SCHEDULE') ? { problem } : { reason: 'banned', problem };
    }
    case 'ACCOUNT_RESTRICTION': {
      const kinds = recordsOf(value.restriction_info).flatMap((one) => textOf(one.restriction_type, 100) ?? []);
      const problem = describe(event, kinds);
      // Other restrictions still let one answer customers.
      return kinds.includes('RESTRICTED_CUSTOMER_INITIATED_MESSAGING')
        ? { reason: 'account_restricted', problem }
        : { problem };
    }
    case 'ACCOUNT_VIOLATION':
      return { problem: describe(event, [fieldsOf(value.violation_info).violation_type]) };
    case 'ACCOUNT_DELETED':
      return { reason: 'account_restricted', problem: event };
    case 'PARTNER_REMOVED':
    case 'PARTNER_APP_UNINSTALLED':
      return { reason: 'permissions_missing', problem: event };
    default:
      return undefined;
  }
}

function describe(title: string, parts: readonly unknown[]): string {
  const words = parts.flatMap((part) => textOf(part, 200) ?? []);
  return (words.length > 0 ? `${title}: ${words.join(', ')}` : title).slice(0, 500);
}
