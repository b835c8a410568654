// Blanks of templates and how they are filled, for each form that Meta approves.
import type { Fields } from '../../channels/foreign';
import { AppError } from '../../platform/errors';
import { blanksOf, isFillable } from './blanks';
import { filesIn, fillComponents, renderTemplate, type SendableTemplate, type TemplateFile } from './fill';

const template = (components: Fields[], parameterFormat = 'POSITIONAL'): SendableTemplate => ({
  name: 'order_ready',
  language: 'pt_BR',
  parameterFormat,
  components,
});
const order = template([
  { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['77'] } },
  { type: 'BODY', text: 'Hi {{1}}, order {{2}} is ready.', example: { body_text: [['Ann', '77']] } },
  { type: 'FOOTER', text: 'Shop' },
  {
    type: 'BUTTONS',
    buttons: [
      { type: 'URL', text: 'Track', url: 'https://shop.example/o/{{1}}', example: ['77'] },
      { type: 'QUICK_REPLY', text: 'Stop' },
      { type: 'COPY_CODE', example: 'SAVE10' },
    ],
  },
]);
const named = template(
  [
    {
      type: 'BODY',
      text: 'Hi {{first_name}}, again {{first_name}}.',
      example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ann' }] },
    },
  ],
  'NAMED',
);
const pictured = template([
  { type: 'HEADER', format: 'IMAGE' },
  { type: 'BODY', text: 'Look' },
]);
const picture: TemplateFile = { kind: 'image', fileName: 'a.jpg', link: 'https://files.example/a.jpg' };
const noFile = () => undefined;
const faultsOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.details?.map(({ path }) => path) ?? [error.code];
  }
  return undefined;
};

test('blanks are keyed by their place, in the order in which they are read, with Meta’s examples', () => {
  expect(blanksOf(order).map(({ key, type, example }) => [key, type, example])).toEqual([
    ['header.1', 'text', '77'],
    ['body.1', 'text', 'Ann'],
    ['body.2', 'text', '77'],
    ['button.0', 'text', '77'],
    ['button.2', 'text', 'SAVE10'],
  ]);
  expect(blanksOf(named)).toMatchObject([{ key: 'body.first_name', example: 'Ann' }]);
  expect(blanksOf(pictured)).toMatchObject([{ key: 'header.1', type: 'media' }]);
});

test('values go where Meta wants them; parts without blanks are left out', () => {
  const params = { 'header.1': '77', 'body.1': 'Ann\n\tB', 'body.2': '77', 'button.0': 'x77', 'button.2': 'SAVE10' };
  expect(fillComponents(order, params, noFile)).toEqual([
    { type: 'header', parameters: [{ type: 'text', text: '77' }] },
    {
      type: 'body',
      parameters: [
        { type: 'text', text: 'Ann B' },
        { type: 'text', text: '77' },
      ],
    },
    { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'x77' }] },
    { type: 'button', sub_type: 'copy_code', index: '2', parameters: [{ type: 'coupon_code', coupon_code: 'SAVE10' }] },
  ]);
  expect(renderTemplate(order, params)).toEqual({
    text: 'Hi Ann B, order 77 is ready.',
    content: {
      name: 'order_ready',
      language: 'pt_BR',
      header: 'Order 77',
      footer: 'Shop',
      buttons: ['Track', 'Stop', ''],
    },
  });
});

test('a named blank is given once, by its name', () => {
  expect(fillComponents(named, { 'body.first_name': 'Ann' }, noFile)).toEqual([
    { type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Ann' }] },
  ]);
});

test('a picture is given by its address, a document with its name', () => {
  expect(fillComponents(pictured, { 'header.1': 'a1' }, () => picture)).toEqual([
    { type: 'header', parameters: [{ type: 'image', image: { link: 'https://files.example/a.jpg' } }] },
  ]);
  const paper = template([
    { type: 'HEADER', format: 'DOCUMENT' },
    { type: 'BODY', text: 'Read' },
  ]);
  const file: TemplateFile = { kind: 'document', fileName: 'bill.pdf', id: '42' };
  expect(fillComponents(paper, { 'header.1': 'a1' }, () => file)).toEqual([
    { type: 'header', parameters: [{ type: 'document', document: { id: '42', filename: 'bill.pdf' } }] },
  ]);
  expect(filesIn(pictured, { 'header.1': 'a1' })).toEqual(['a1']);
});

test('a one-time password stands in the body and in its button, and is given once', () => {
  const password = template([
    { type: 'BODY', text: '{{1}} is your code' },
    {
      type: 'BUTTONS',
      buttons: [{ type: 'OTP', text: 'Copy', url: 'https://www.whatsapp.com/otp/code/?code=otp{{1}}' }],
    },
  ]);
  expect(blanksOf(password).map(({ key }) => key)).toEqual(['body.1']);
  expect(fillComponents(password, { 'body.1': '1234' }, noFile)).toEqual([
    { type: 'body', parameters: [{ type: 'text', text: '1234' }] },
    { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '1234' }] },
  ]);
});

test('every key that is missing, blank, unknown or of the wrong kind is named', () => {
  expect(faultsOf(() => fillComponents(order, { 'header.1': '77', 'body.1': '  ', 'body.9': 'x' }, noFile))).toEqual([
    'template.params.body.1',
    'template.params.body.2',
    'template.params.button.0',
    'template.params.button.2',
    'template.params.body.9',
  ]);
  expect(faultsOf(() => fillComponents(pictured, {}, noFile))).toEqual(['template.params.header.1']);
  const film: TemplateFile = { ...picture, kind: 'video' };
  expect(faultsOf(() => fillComponents(pictured, { 'header.1': 'a1' }, () => film))).toEqual([
    'template.params.header.1',
  ]);
});

test.each<[string, Fields[]]>([
  [
    'a place',
    [
      { type: 'HEADER', format: 'LOCATION' },
      { type: 'BODY', text: 'Here' },
    ],
  ],
  [
    'a carousel',
    [
      { type: 'BODY', text: 'Look' },
      { type: 'CAROUSEL', cards: [] },
    ],
  ],
  [
    'a catalogue',
    [
      { type: 'BODY', text: 'Buy' },
      { type: 'BUTTONS', buttons: [{ type: 'CATALOG', text: 'View' }] },
    ],
  ],
])('a template with %s cannot be sent from here', (_title, components) => {
  expect(isFillable(template(components))).toBe(false);
  expect(faultsOf(() => fillComponents(template(components), {}, noFile))).toEqual(['validation_failed']);
});

test('whatever Meta may send as components is read without failing', () => {
  for (const components of [[], [{}], [{ type: 5 }], [{ type: 'BODY' }, { type: 'BUTTONS', buttons: 'none' }]])
    expect(blanksOf(template(components))).toEqual([]);
});
