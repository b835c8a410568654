import { isUpdated } from './updates';

const page = (script: string) =>
  `<script type="module" crossorigin src="${script}"></script><body><div id="root"></div></body>`;

function serve(answer: () => Promise<Response>): void {
  Object.assign(globalThis, { fetch: answer });
}
const answering = (text: string, ok = true) => serve(async () => ({ ok, text: async () => text }) as Response);

beforeEach(() => {
  document.head.innerHTML = '<script type="module" src="/assets/index-old.js"></script>';
});

test('another build on the server is an update; the same one, an error or no answer is not', async () => {
  answering(page('/assets/index-new.js'));
  expect(await isUpdated()).toBe(true);
  answering(page('/assets/index-old.js'));
  expect(await isUpdated()).toBe(false);
  answering(page('/assets/index-new.js'), false);
  expect(await isUpdated()).toBe(false);
  answering('<h1>The proxy says no</h1>');
  expect(await isUpdated()).toBe(false);
  serve(() => Promise.reject(new TypeError('Failed to fetch')));
  expect(await isUpdated()).toBe(false);
});
