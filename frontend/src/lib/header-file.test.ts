import { findHeaderFileFault } from './header-file';

const megabyte = 1024 * 1024;
const file = (name: string, type: string, size = 1) => ({ name, type, size });

describe('a file for the head of a template', () => {
  test.each([
    ['a picture', 'IMAGE', 'send', file('a.png', 'image/png'), undefined],
    ['a picture of a type Meta does not take', 'IMAGE', 'send', file('a.webp', 'image/webp'), 'media_type'],
    ['a film where a picture belongs', 'IMAGE', 'sample', file('a.mp4', 'video/mp4'), 'media_kind'],
    ['what nobody may upload', 'IMAGE', 'send', file('a.svg', 'image/svg+xml'), 'media_kind'],
    ['an empty file', 'IMAGE', 'send', file('a.png', 'image/png', 0), 'empty'],
    ['more than Meta takes', 'VIDEO', 'send', file('a.mp4', 'video/mp4', 16 * megabyte + 1), 'media_size'],
    ['a document that the browser has no type for', 'DOCUMENT', 'send', file('Plan.DOCX', ''), undefined],
    ['a text as a sample', 'DOCUMENT', 'sample', file('a.txt', 'text/plain'), 'media_type'],
    [
      'less than Meta takes and more than may be uploaded',
      'DOCUMENT',
      'send',
      file('a.pdf', 'application/pdf', 21 * megabyte),
      'media_size',
    ],
  ] as const)('%s is judged before it is uploaded', (_what, format, use, chosen, fault) => {
    expect(findHeaderFileFault(format, use, chosen)).toBe(fault);
  });
});
