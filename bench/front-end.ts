// The inbox in Chromium, with 50,000 chats: what is loaded, how fast it stands, how many rows it draws, and a minute at 100 live events a second
// with somebody at work.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { readWords } from '../e2e/lib/words';
import { buildChanged } from '../scripts/lib/build.mjs';
import { fromRoot } from '../scripts/lib/paths.mjs';
import { ensureChromium } from '../scripts/lib/suites.mjs';
import { createInboxTenant, type InboxTenant } from './lib/inbox-tenant';
import { median, percentile, type Row } from './lib/measure';
import { openProviderOf } from './lib/provider';
import { pause } from './lib/random';
import { password, type World } from './lib/world';

const chats = 50_000;
const messagesPerChat = 2;
const slowdown = 4;
const loads = 3;
const eventsPerSecond = 100;
const floodMs = 60_000;
/** Customers who write during the flood: those of the newest chats, so that the list that is looked at moves. */
const writers = 300;
const t = readWords('en');

export async function benchFrontEnd(world: World): Promise<Row[]> {
  await buildChanged(['frontend']);
  const tenant = await createInboxTenant(world, { chats, messagesPerChat });
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    const context = await browser.newContext({ baseURL: world.url, viewport: { width: 1440, height: 900 } });
    await context.request.post('/api/auth/login', { data: { email: tenant.email, password } });
    await context.addInitScript({ path: fromRoot('bench', 'lib', 'watch-page.js') });
    return [...weigh(), ...(await measureLoading(context)), ...(await measureFlood(world, tenant, context))];
  } finally {
    await browser.close();
  }
}

/** What lib/watch-page.js notes, in milliseconds. */
interface Watched {
  longTasks: number[];
  events: number[];
  paint: number;
  shift: number;
}
declare global {
  interface Window {
    watched: Watched;
  }
}

/** @returns a row for a figure that must not pass `most` */
const within = (work: string, figure: number, most: number, unit: string): Row => ({
  work: `${work}, against ${most} ${unit}`.trim(),
  result: `${Number(figure.toFixed(3))} ${unit}`.trim(),
  ratio: figure / most,
  goal: 1,
  lower: true,
});

/** What a browser loads before the first screen, and for the inbox. */
function weigh(): Row[] {
  const folder = fromRoot('frontend/dist/assets');
  const kilobytesOf = (name: string) => gzipSync(readFileSync(`${folder}/${name}`), { level: 9 }).length / 1000;
  const page = readFileSync(fromRoot('frontend/dist/index.html'), 'utf8');
  const first = [...page.matchAll(/src="\/assets\/([^"]+\.js)"/g)].map(([, name]) => kilobytesOf(name ?? ''));
  // The words of the inbox are files of the same name, and smaller.
  const inbox = readdirSync(folder)
    .filter((name) => /^inbox-[\w-]+\.js$/.test(name))
    .map(kilobytesOf);
  return [
    within(
      'First JavaScript',
      first.reduce((sum, one) => sum + one, 0),
      150,
      'kB gz',
    ),
    within('Chunk of the inbox', Math.max(...inbox), 40, 'kB gz'),
  ];
}

async function measureLoading(context: BrowserContext): Promise<Row[]> {
  const paints: number[] = [];
  const shifts: number[] = [];
  for (let load = 0; load < loads; load += 1) {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.goto('/inbox');
    await rowsOf(page).first().waitFor({ timeout: 60_000 });
    await pause(2000);
    const { paint, shift } = await page.evaluate(() => window.watched);
    paints.push(paint / 1000);
    shifts.push(shift);
    console.log(`  load ${load + 1}/${loads}: ${Math.round(paint)} ms, shift ${shift.toFixed(3)}`);
    await page.close();
  }
  return [
    within(
      `Largest paint of the inbox at ${slowdown}× slowdown, ${chats.toLocaleString('en')} chats`,
      median(paints),
      1.5,
      's',
    ),
    within('The same: layout shift', median(shifts), 0.02, ''),
  ];
}

async function measureFlood(world: World, tenant: InboxTenant, context: BrowserContext): Promise<Row[]> {
  const worker = world.spawn('worker');
  const provider = await openProviderOf(world, tenant.tenantId, tenant.connectionId);
  const page = await context.newPage();
  await page.goto('/inbox');
  await rowsOf(page).first().waitFor();
  await rowsOf(page).first().click();
  await page.getByRole('log').waitFor();
  // The mouse has put the keyboard into the answer; the walk begins in the list.
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    window.watched.longTasks = [];
    window.watched.events = [];
  });
  let most = 0;
  const startedAt = Date.now();
  const flood = (async () => {
    for (let n = 0; Date.now() - startedAt < floodMs; n += 1) {
      const dueAt = startedAt + (n * 1000) / eventsPerSecond;
      if (dueAt > Date.now()) await pause(dueAt - Date.now());
      // Not awaited: customers do not wait for each other.
      void provider.deliver(inbound(n)).catch(() => undefined);
    }
  })();
  while (Date.now() - startedAt < floodMs) {
    await work(page);
    most = Math.max(
      most,
      await page
        .getByRole('list', { name: t('inbox:list.label') })
        .locator('[data-index]')
        .count(),
    );
  }
  await flood;
  const { longTasks, events } = await page.evaluate(() => window.watched);
  const longest = Math.max(0, ...longTasks);
  console.log(
    `  flood: longest task ${longest.toFixed(0)} ms of ${longTasks.length}, ${events.length} interactions, ${most} rows`,
  );
  await world.kill(worker, 'SIGTERM');
  await provider.close();
  return [
    within(`Rows drawn with ${chats.toLocaleString('en')} chats`, most, 60, ''),
    within(`Longest task in a minute at ${eventsPerSecond} live events a second`, longest, 100, 'ms'),
    within(`The same: interaction to next paint, p75 of ${events.length}`, percentile(events, 0.75), 100, 'ms'),
  ];
}

/** A few seconds of somebody's day: walks the list, opens a chat, types, scrolls. */
async function work(page: Page): Promise<void> {
  for (const key of ['j', 'j', 'k', 'Enter', 'r']) {
    await page.keyboard.press(key);
    await pause(250);
  }
  await page.keyboard.type('On my way', { delay: 60 });
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Escape');
  await page.mouse.move(480, 500);
  await page.mouse.wheel(0, 1500);
  await pause(400);
  await page.mouse.wheel(0, -1500);
  await pause(400);
}

const rowsOf = (page: Page) => page.getByRole('list', { name: t('inbox:list.label') }).getByRole('link');

function inbound(n: number): object {
  const customer = (n * 7919) % writers;
  return {
    event: 'messages.upsert',
    data: {
      key: { remoteJid: `97254${String(customer).padStart(7, '0')}@s.whatsapp.net`, fromMe: false, id: `LIVE${n}` },
      pushName: `Person ${customer}`,
      messageType: 'conversation',
      message: { conversation: `live ${n}` },
      messageTimestamp: Math.floor(Date.now() / 1000),
    },
  };
}
