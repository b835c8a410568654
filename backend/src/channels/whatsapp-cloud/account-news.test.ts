// News of templates, numbers and accounts as Meta words them.
import fc from 'fast-check';
import { translateAccountNews } from './account-news';

const template = {
  message_template_id: 1689001,
  message_template_name: 'order_ready',
  message_template_language: 'pt_BR',
};
const named = { providerId: '1689001', name: 'order_ready', language: 'pt_BR' };

test.each<[string, object, object]>([
  [
    'message_template_status_update',
    {
      ...template,
      event: 'REJECTED',
      reason: 'INVALID_FORMAT',
      rejection_info: { reason: 'bad', recommendation: 'mend' },
    },
    { ...named, status: 'REJECTED', reason: 'bad – mend' },
  ],
  [
    'message_template_status_update',
    { ...template, event: 'APPROVED', reason: 'NONE' },
    { ...named, status: 'APPROVED', reason: null },
  ],
  [
    'message_template_status_update',
    { ...template, event: 'REJECTED', reason: 'SCAM' },
    { ...named, status: 'REJECTED', reason: 'SCAM' },
  ],
  [
    'message_template_status_update',
    { ...template, event: 'PAUSED', other_info: { title: 'FIRST_PAUSE', description: 'low quality' } },
    { ...named, status: 'PAUSED', reason: 'FIRST_PAUSE – low quality' },
  ],
  ['message_template_status_update', { ...template, event: 'REINSTATED' }, { ...named, status: 'APPROVED' }],
  ['message_template_quality_update', { ...template, new_quality_score: 'YELLOW' }, { ...named, quality: 'YELLOW' }],
  ['template_category_update', { ...template, new_category: 'MARKETING' }, { ...named, category: 'MARKETING' }],
  ['message_template_components_update', { ...template, message_template_element: 'Hi' }, named],
])('%s %j', (field, value, expected) => {
  expect(translateAccountNews(field, { ...value })).toMatchObject([{ type: 'template', template: expected }]);
});

test.each<[string, object, object]>([
  [
    'phone_number_quality_update',
    { display_phone_number: '1 555-000-9999', event: 'FLAGGED', current_limit: 'TIER_10K' },
    { phone: '+15550009999', quality: 'red', messagingLimit: 'TIER_10K' },
  ],
  [
    'phone_number_quality_update',
    { display_phone_number: '15550009999', event: 'UPGRADE', current_limit: 'TIER_100K' },
    { messagingLimit: 'TIER_100K' },
  ],
  ['business_capability_update', { max_daily_conversations_per_business: 2000 }, { messagingLimit: 'TIER_2K' }],
  ['business_capability_update', { max_daily_conversations_per_business: -1 }, { messagingLimit: 'TIER_UNLIMITED' }],
  ['account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } }, { reason: 'banned' }],
  ['account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } }, { reason: null }],
  [
    'account_update',
    {
      event: 'ACCOUNT_RESTRICTION',
      restriction_info: [{ restriction_type: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING' }],
    },
    { reason: 'account_restricted' },
  ],
  ['account_update', { event: 'ACCOUNT_DELETED' }, { reason: 'account_restricted' }],
  ['account_update', { event: 'PARTNER_REMOVED' }, { reason: 'permissions_missing' }],
  ['account_alerts', { alert_severity: 'CRITICAL', alert_type: 'X' }, { problem: 'alert: CRITICAL, X' }],
  ['account_review_update', { decision: 'REJECTED' }, { reason: 'account_restricted' }],
])('%s %j', (field, value, expected) => {
  expect(translateAccountNews(field, { ...value })).toMatchObject([{ type: 'line', line: expected }]);
});

test('warnings leave the line as usable as it was', () => {
  for (const value of [
    { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE' } },
    { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING' }] },
    { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'ADULT' } },
  ]) {
    const [event] = translateAccountNews('account_update', value);
    expect(event).toMatchObject({ type: 'line', line: { problem: expect.any(String) } });
    expect(event).not.toHaveProperty('line.reason');
  }
});

test('other fields and values tell nothing, and none makes the reader throw', () => {
  expect(translateAccountNews('account_review_update', { decision: 'APPROVED' })).toEqual([]);
  expect(translateAccountNews('message_template_status_update', { event: 'APPROVED' })).toEqual([]);
  const field = fc.constantFrom(
    'account_update',
    'account_alerts',
    'phone_number_quality_update',
    'business_capability_update',
    'message_template_status_update',
    'x',
  );
  fc.assert(
    fc.property(
      field,
      fc.dictionary(
        fc.constantFrom(
          'event',
          'ban_info',
          'restriction_info',
          'message_template_name',
          'message_template_language',
          'current_limit',
          'alert_type',
        ),
        fc.jsonValue(),
      ),
      (name, value) => {
        translateAccountNews(name, value);
      },
    ),
  );
});
