// What happens while a first answer is still on its way is not lost with it.
import { QueryObserver } from '@tanstack/react-query';
import { createQueryClient, invalidateSoon } from './query-client';

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('a change during the first request is asked for after it', async () => {
  const queryClient = createQueryClient();
  const answers: ((answer: string) => void)[] = [];
  const queryFn = jest.fn(() => new Promise<string>((resolve) => answers.push(resolve)));
  const stop = new QueryObserver(queryClient, { queryKey: ['lines', 'list'], queryFn }).subscribe(() => undefined);
  invalidateSoon(queryClient, ['lines'], 0);
  expect(queryFn).toHaveBeenCalledTimes(1);
  answers[0]?.('before');
  await settled();
  expect(queryFn).toHaveBeenCalledTimes(2);
  answers[1]?.('after');
  await settled();
  expect(queryClient.getQueryData(['lines', 'list'])).toBe('after');
  stop();
  queryClient.clear();
});

test('a change during a later request takes its place', async () => {
  const queryClient = createQueryClient();
  queryClient.setQueryData(['lines', 'list'], 'known');
  const queryFn = jest.fn(async () => 'after');
  const stop = new QueryObserver(queryClient, { queryKey: ['lines', 'list'], queryFn }).subscribe(() => undefined);
  invalidateSoon(queryClient, ['lines'], 0);
  await settled();
  expect(queryFn).toHaveBeenCalledTimes(1);
  expect(queryClient.getQueryData(['lines', 'list'])).toBe('after');
  stop();
  queryClient.clear();
});
