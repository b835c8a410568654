// The address of a list: what it says is what is asked for, and nothing the API would refuse.
import { addressOf, isFiltered, readFilter, readPage, withFilter } from './filters';

const read = (query: string) => readFilter(new URLSearchParams(query));

test('filters written to the address are read back', () => {
  const filter = { status: 'new', temperature: 'hot', ownerId: 'none', tag: 'a & b', optedOut: 'true' } as const;
  expect(read(addressOf(filter).split('?')[1]!)).toEqual({
    ...filter,
    search: undefined,
    source: undefined,
    segmentId: undefined,
  });
});

test('values the API would refuse are left out', () => {
  expect(isFiltered(read('status=married&temperature=lukewarm&optedOut=maybe&search=a&tag=&segmentId=mine'))).toBe(
    false,
  );
});

test('another filter begins at the first page', () => {
  const next = withFilter(new URLSearchParams('page=4&tag=vip'), 'status', 'new');
  expect(readPage(next)).toBe(1);
  expect(next.get('tag')).toBe('vip');
});

test('a page that is no number is the first', () => {
  for (const page of ['', '0', '-2', 'x', '1.5']) expect(readPage(new URLSearchParams({ page }))).toBe(1);
});

test('no filter is the plain list', () => {
  expect(addressOf({})).toBe('/contacts');
});
