// The architecture test is itself proved: each door is tried from the wrong side.

import { findWrongDoors } from '../lib/doors.mjs';
import { findBreaches } from '../lib/house-rules.mjs';
import { findCircles } from '../lib/import-graph.mjs';
import { parseSource } from '../lib/source-files.mjs';

const wrong = (from: string, to: string) => findWrongDoors([{ from, to, typeOnly: true }]);

test.each([
  ['contract/src/core.ts', 'npm:express'],
  ['backend/src/platform/http/server.ts', 'backend/src/features/auth/index.ts'],
  ['backend/src/channels/evolution/send.ts', 'backend/src/features/auth/index.ts'],
  ['backend/src/features/auth/routes.ts', 'backend/src/main/api.ts'],
  ['backend/src/features/auth/routes.ts', 'backend/src/features/team/actions.ts'],
  ['backend/src/registry.ts', 'backend/src/features/team/actions.ts'],
  ['backend/src/features/team/queries.ts', 'npm:pg'],
  ['backend/src/channels/evolution/send.ts', 'sandbox/src/server.ts'],
  ['frontend/src/features/inbox/thread.tsx', 'frontend/src/features/contacts/api.ts'],
  ['frontend/src/ui/button.tsx', 'frontend/src/features/contacts/api.ts'],
  ['frontend/src/lib/live.ts', 'backend/src/platform/ids.ts'],
  ['sandbox/src/server.ts', 'contract/src/index.ts'],
  ['backend/src/features/auth/routes.ts', 'backend/src/features/auth/auth.test.ts'],
])('%s may not import %s, not even a type', (from, to) => {
  expect(wrong(from, to)).not.toEqual([]);
});

test.each([
  ['backend/src/features/auth/routes.ts', 'backend/src/features/team/index.ts'],
  ['backend/src/features/auth/routes.ts', 'backend/src/platform/http/bind.ts'],
  ['backend/src/features/auth/auth.test.ts', 'sandbox/src/server.ts'],
  ['frontend/src/app/router.tsx', 'frontend/src/features/inbox/api.ts'],
])('%s may import %s', (from, to) => {
  expect(wrong(from, to)).toEqual([]);
});

test('features that lean on each other through their doors are a circle, though no file is', () => {
  const found = findWrongDoors([
    { from: 'backend/src/features/a/routes.ts', to: 'backend/src/features/b/index.ts', typeOnly: false },
    { from: 'backend/src/features/b/jobs.ts', to: 'backend/src/features/a/index.ts', typeOnly: false },
  ]);
  expect(found).toEqual([expect.stringMatching(/^circle of features/)]);
});

test('a circle over several files is found once and named whole', () => {
  const circles = findCircles([
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'a'],
    ['c', 'd'],
  ]);
  expect(circles.map((circle) => [...circle].sort())).toEqual([['a', 'b', 'c']]);
});

const breaches = (path: string, text: string) => findBreaches(parseSource(path, text));

test('only the configuration reads the environment, and naming it in a comment or text is no reading', () => {
  const reading = '// A file.\nexport const port = process.env.PORT;\n';
  expect(breaches('backend/src/platform/http/server.ts', reading)).toHaveLength(1);
  expect(breaches('backend/src/platform/config.ts', reading)).toEqual([]);
  expect(
    breaches('backend/src/platform/http/server.ts', "// process.env\nexport const text = 'process.env.PORT';\n"),
  ).toEqual([]);
});

test('classes and styles that name a side of the screen are refused', () => {
  const screen = (classes: string) =>
    breaches('frontend/src/ui/card.tsx', `// A card.\nexport const card = <p className="${classes}" />;\n`);
  for (const physical of ['ml-2', 'md:pr-4', '-left-1', 'text-right', 'border-l', 'rounded-tl-lg'])
    expect(screen(physical)).toHaveLength(1);
  expect(screen('ms-2 pe-4 start-0 text-end border-s rounded-lg left-over')).toEqual([]);
  expect(breaches('frontend/src/styles/a.css', '.a {\n  margin-left: 1px;\n}\n')).toHaveLength(1);
});

test('a file of more than 300 lines is refused, a test of more than 400', () => {
  const lines = (count: number) => `// A file.\n${'export {};\n'.repeat(count - 1)}`;
  expect(breaches('backend/src/platform/ids.ts', lines(300))).toEqual([]);
  expect(breaches('backend/src/platform/ids.ts', lines(301))).toHaveLength(1);
  expect(breaches('backend/src/platform/ids.test.ts', lines(400))).toEqual([]);
  expect(breaches('backend/src/platform/ids.test.ts', lines(401))).toHaveLength(1);
});
