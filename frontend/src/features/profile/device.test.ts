// Devices are named as their owner would name them.
import { readDevice } from './device';

test('a browser is not mistaken for the one it imitates', () => {
  const edge =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0';
  expect(readDevice(edge)).toEqual({ browser: 'Edge', system: 'Windows', handheld: false });
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1';
  expect(readDevice(iphone)).toEqual({ browser: 'Safari', system: 'iPhone', handheld: true });
});

test('a program that is no browser is unknown, not wrong', () => {
  expect(readDevice('curl/8.0')).toEqual({ browser: null, system: null, handheld: false });
  expect(readDevice(null)).toEqual({ browser: null, system: null, handheld: false });
});
