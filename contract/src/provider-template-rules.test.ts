// Meta's rules for templates: each refusal, and that what is allowed passes.
import {
  acceptedMimes,
  assetKindOf,
  findMediaFault,
  findTemplateFaults,
  providerMediaFormats,
  providerMediaLimits,
  providerVariables,
  toProviderText,
} from './index';

const form = {
  name: 'order_ready',
  header: 'Order {{2}}' as string | null,
  body: 'Hi {{lead.name}}, order {{2}} is ready.',
  footer: 'Shop' as string | null,
  buttons: [
    { type: 'URL' as const, text: 'Track', url: 'https://shop.example/o/{{2}}' },
    { type: 'PHONE_NUMBER' as const, text: 'Call', phone: '+15550009999' },
    { type: 'QUICK_REPLY' as const, text: 'Stop' },
  ],
  examples: { 'lead.name': 'Ann', 2: '77' } as Record<string, string>,
};
const quick = (text: string) => ({ type: 'QUICK_REPLY' as const, text });
const url = (address: string) => ({ type: 'URL' as const, text: 'Open', url: address });

test('a template that keeps every rule has no fault', () => {
  expect(findTemplateFaults(form)).toEqual([]);
  expect(findTemplateFaults({ ...form, header: null, footer: null, buttons: [] })).toEqual([]);
});

test.each([
  ['name_form', { name: 'Order Ready' }],
  ['name_form', { name: '' }],
  ['header_long', { header: 'x'.repeat(61) }],
  ['header_lines', { header: 'one\ntwo' }],
  ['header_variables', { header: '{{lead.name}} {{2}}' }],
  ['body_empty', { body: ' ' }],
  ['body_long', { body: 'x'.repeat(1025) }],
  ['body_edge', { body: '{{2}} is your order number today' }],
  ['body_edge', { body: 'Your order number is {{2}} ' }],
  ['body_touching', { body: 'Hi there, {{lead.name}} {{2}} is ready now' }],
  ['body_ratio', { body: 'Hi {{2}}, {{lead.name}}!' }],
  ['footer_long', { footer: 'x'.repeat(61) }],
  ['footer_variables', { footer: 'Shop {{2}}' }],
  ['buttons_many', { buttons: Array.from({ length: 11 }, (_, index) => quick(`Choice ${index}`)) }],
  ['buttons_urls', { buttons: ['a', 'b', 'c'].map((text) => ({ ...url('https://a.example'), text })) }],
  ['buttons_order', { buttons: [quick('a'), url('https://a.example'), quick('b')] }],
  ['buttons_same', { buttons: [quick('Yes'), quick('yes ')] }],
  ['button_empty', { buttons: [quick(' ')] }],
  ['button_long', { buttons: [quick('x'.repeat(26))] }],
  ['button_variables', { buttons: [quick('Hi {{2}}')] }],
  ['url_form', { buttons: [url('shop')] }],
  ['url_variable', { buttons: [url('https://shop.example/{{2}}/track')] }],
  ['phone_form', { buttons: [{ type: 'PHONE_NUMBER' as const, text: 'Call', phone: '050-1234567' }] }],
  ['example_missing', { examples: { 2: '77' } }],
])('%s', (rule, change) => {
  expect(findTemplateFaults({ ...form, ...change }).map((fault) => fault.rule)).toContain(rule);
});

test('a phone button may stand once', () => {
  const phones = ['a', 'b'].map((text) => ({ type: 'PHONE_NUMBER' as const, text, phone: '+15550009999' }));
  expect(findTemplateFaults({ ...form, buttons: phones })).toEqual([
    { path: 'buttons', rule: 'buttons_phones', detail: 1 },
  ]);
});

test('our own notation becomes Meta’s: double braces, no fallbacks', () => {
  const text = toProviderText('Hi {first_name|there}, {{ lead.city | your city }} and {other}');
  expect(text).toBe('Hi {{first_name}}, {{lead.city}} and {other}');
  expect(providerVariables(text)).toEqual(['first_name', 'lead.city']);
});

test('a media header needs a sample and stands in place of the text', () => {
  const rulesOf = (change: Partial<Parameters<typeof findTemplateFaults>[0]>) =>
    findTemplateFaults({ ...form, ...change }).map(({ path, rule }) => `${path} ${rule}`);
  const picture = { format: 'IMAGE' as const, assetId: 'a1' };
  expect(rulesOf({ header: null, headerMedia: picture })).toEqual([]);
  expect(rulesOf({ headerMedia: picture })).toEqual(['header header_twice']);
  expect(rulesOf({ header: null, headerMedia: { ...picture, assetId: null } })).toEqual(['headerMedia sample_missing']);
});

test.each([
  ['IMAGE', 'sample', 'image', 'image/png', 5, undefined],
  ['IMAGE', 'sample', 'image', 'image/webp', 1, 'media_type'],
  ['IMAGE', 'send', 'image', 'image/jpeg', 6, 'media_size'],
  ['IMAGE', 'send', 'video', 'video/mp4', 1, 'media_kind'],
  ['VIDEO', 'send', 'video', 'video/quicktime', 1, 'media_type'],
  ['VIDEO', 'sample', 'video', 'video/mp4', 17, 'media_size'],
  ['DOCUMENT', 'sample', 'document', 'text/plain', 1, 'media_type'],
  ['DOCUMENT', 'send', 'document', 'text/plain', 1, undefined],
] as const)(
  'of a %s header the %s %s (%s, %i MB) is judged as Meta does',
  (format, use, kind, mime, megabytes, rule) => {
    expect(findMediaFault(format, use, { kind, mime, sizeBytes: megabytes * 1024 * 1024 })?.rule).toBe(rule);
  },
);

test('what a chooser offers for a header is taken there, and is of the header’s kind', () => {
  for (const format of providerMediaFormats)
    for (const use of ['sample', 'send'] as const)
      for (const mime of acceptedMimes(format, use)) {
        expect(assetKindOf(mime)).toBe(providerMediaLimits[format].kind);
        expect(findMediaFault(format, use, { kind: assetKindOf(mime), mime, sizeBytes: 1 })).toBeUndefined();
      }
});

test('the kind of a file follows from its type alone; a codec changes nothing', () => {
  expect(assetKindOf('audio/ogg; codecs=opus')).toBe('audio');
  expect(assetKindOf('image/svg+xml')).toBeUndefined();
});
