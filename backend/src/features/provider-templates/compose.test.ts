// From what is written to what Meta keeps, and back.
import type { ProviderTemplateForm } from '@parley/contract';
import fc from 'fast-check';
import { composeTemplate, decomposeTemplate } from './compose';

const form: ProviderTemplateForm = {
  category: 'UTILITY',
  header: 'Order {{client.goal}}',
  headerMedia: null,
  body: 'Hi {{lead.name}}, order {{client.goal}} is ready, {{lead.name}}!',
  footer: 'Shop',
  buttons: [
    { type: 'URL', text: 'Track', url: 'https://shop.example/o/{{client.goal}}' },
    { type: 'PHONE_NUMBER', text: 'Call', phone: '+15550009999' },
    { type: 'QUICK_REPLY', text: 'Stop' },
  ],
  examples: { 'lead.name': 'Ann', 'client.goal': '77' },
};

test('variables are numbered in each part, with the example of each', () => {
  expect(composeTemplate(form)).toEqual({
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['77'] } },
      { type: 'BODY', text: 'Hi {{1}}, order {{2}} is ready, {{1}}!', example: { body_text: [['Ann', '77']] } },
      { type: 'FOOTER', text: 'Shop' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Track', url: 'https://shop.example/o/{{1}}', example: ['77'] },
          { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550009999' },
          { type: 'QUICK_REPLY', text: 'Stop' },
        ],
      },
    ],
    variables: {
      'header.1': 'client.goal',
      'body.1': 'lead.name',
      'body.2': 'client.goal',
      'button.0': 'client.goal',
    },
  });
});

test('a media header carries the handle of its sample, and no text', () => {
  const media = { format: 'VIDEO' as const, assetId: 'a1' };
  const [header] = composeTemplate({ ...form, header: null, headerMedia: media }, '4::h').components;
  expect(header).toEqual({ type: 'HEADER', format: 'VIDEO', example: { header_handle: ['4::h'] } });
});

test('a media header is read back with the sample that is known of it, and without one where it was made elsewhere', () => {
  const components = [
    { type: 'HEADER', format: 'DOCUMENT', example: { header_handle: ['https://cdn.example/a.pdf'] } },
    { type: 'BODY', text: 'Hello there' },
  ];
  const meta = { parameterFormat: 'POSITIONAL', category: 'UTILITY', components };
  const sampleId = '01890000-0000-7000-8000-000000000001';
  expect(decomposeTemplate(meta, {}, sampleId)).toMatchObject({
    header: null,
    headerMedia: { format: 'DOCUMENT', assetId: sampleId },
    examples: {},
  });
  expect(decomposeTemplate(meta, {})).toMatchObject({ headerMedia: { format: 'DOCUMENT', assetId: null } });
});

const stored = ({ components, variables }: ReturnType<typeof composeTemplate>) =>
  decomposeTemplate({ parameterFormat: 'POSITIONAL', category: 'UTILITY', components }, variables);

test('what was composed is read back as it was written', () => {
  expect(stored(composeTemplate(form))).toEqual({
    ...form,
    buttons: form.buttons.map((button) => ({ ...button })),
  });
});

test('composing what was read back changes nothing, whatever was written', () => {
  const keys = fc.constantFrom('lead.name', 'lead.city', 'client.goal', 'first_name');
  const words = fc.constantFrom('Hi', 'your order', 'is ready', 'שלום', '👍', 'from');
  const text = fc
    .array(
      fc.oneof(
        words,
        keys.map((key) => `{{${key}}}`),
      ),
      { minLength: 1, maxLength: 9 },
    )
    .map((parts) => `Dear ${parts.join(' and ')}.`);
  const examples = { 'lead.name': 'Ann', 'lead.city': 'Haifa', 'client.goal': '77', first_name: 'A' };
  fc.assert(
    fc.property(text, fc.option(words), (body, header) => {
      const composed = composeTemplate({ ...form, body, header, examples });
      const back = stored(composed);
      expect(back).toMatchObject({ body, header });
      expect(composeTemplate(back!)).toEqual(composed);
    }),
  );
});

test.each([
  ['a place above', [{ type: 'HEADER', format: 'LOCATION' }]],
  ['a carousel', [{ type: 'CAROUSEL' }]],
  ['a button of another kind', [{ type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Open' }] }]],
])('a template with %s is not for this editor', (_, more) => {
  const components = [{ type: 'BODY', text: 'Hello there' }, ...more];
  expect(decomposeTemplate({ parameterFormat: 'POSITIONAL', category: 'UTILITY', components }, {})).toBeNull();
});
