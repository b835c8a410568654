// Every way a message can fail has its reason and its fix in plain words, in both languages.
import { outcomeCodes } from '@parley/contract';
import en from '../../locales/en/campaigns.json';
import he from '../../locales/he/campaigns.json';
import { reasonLooks } from './reasons';

test.each([
  ['en', en],
  ['he', he],
] as const)('in %s every outcome says what happened and what to do', (_, words) => {
  const reasons: Record<string, { title: string; help: string } | undefined> = words.reasons;
  for (const code of outcomeCodes) {
    expect({ code, title: reasons[code]?.title, help: reasons[code]?.help }).toEqual({
      code,
      title: expect.stringMatching(/\S/),
      help: expect.stringMatching(/\S/),
    });
  }
});

test('every outcome has its sign and the kind of step that mends it, and nothing else has', () => {
  expect(Object.keys(reasonLooks).sort()).toEqual([...outcomeCodes].sort());
});
