// Pace: who sleeps waits and is shown to wait, and a schedule can be taken back.
import { connectLine, createTenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');

/** "HH:00" on the clock of a zone, some hours from now. */
function hourIn(timeZone: string, ahead: number): string {
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(
    Date.now() + ahead * 3_600_000,
  );
  return `${hour.padStart(2, '0')}:00`;
}

test('people whose night it is wait, the others do not, and the page says until when', async ({ page, sandbox }) => {
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  const { id } = await tenant.call<{ id: string }>('POST', '/api/campaigns', {
    name: 'Two countries',
    connectionId: line.id,
    message: { text: 'See you on Friday.' },
    audience: { type: 'inline', recipients: [{ phone: '+972507770001' }, { phone: '+819012345678' }] },
    pacing: { minDelayMs: 0, maxDelayMs: 0 },
    // Japan has one clock, six or seven hours ahead of Israel's.
    quietHours: { start: hourIn('Asia/Tokyo', -2), end: hourIn('Asia/Tokyo', 3) },
  });
  await tenant.call('POST', `/api/campaigns/${id}/start`);
  await page.goto(`/campaigns/${id}`);
  const rows = page.getByRole('list', { name: t('campaigns:recipients.label') }).getByRole('listitem');
  await expect(rows.filter({ hasText: '+81' })).toContainText(t('campaigns:tempo.heldRow', { time: '' }).trim());
  await expect(rows.filter({ hasText: '+972' })).not.toContainText(t('campaigns:recipientStates.queued'));
  await expect(
    page
      .getByRole('main')
      .getByRole('status')
      .filter({ hasText: t('campaigns:tempo.heldNote_one', { number: '1', time: '' }).slice(0, 30) }),
  ).toBeVisible();
});

test('a scheduled campaign goes back to the wizard with its time, and nothing is sent', async ({ page, sandbox }) => {
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  const { id } = await tenant.call<{ id: string }>('POST', '/api/campaigns', {
    name: 'Later',
    connectionId: line.id,
    message: { text: 'See you on Friday.' },
    audience: { type: 'inline', recipients: [{ phone: '+972507770002' }] },
    sendAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  await tenant.call('POST', `/api/campaigns/${id}/start`);
  await page.goto(`/campaigns/${id}`);
  await page.getByRole('button', { name: t('campaigns:tempo.reschedule') }).click();
  await expect(page).toHaveURL(new RegExp(`/campaigns/new\\?draft=${id}`));
  const { status } = await tenant.call<{ status: string }>('GET', `/api/campaigns/${id}`);
  expect(status).toBe('draft');
});
