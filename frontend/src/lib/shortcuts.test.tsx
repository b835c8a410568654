// Shortcuts: pressed where they should work, silent where somebody is typing.
import { cleanup, fireEvent, render } from '@testing-library/react';
import type { KeyboardEvent } from 'react';
import { keycaps, listenForShortcuts, type Shortcut, useShortcuts } from './shortcuts';

const run = jest.fn();
let stop: () => void;

function refuseEnter(event: KeyboardEvent) {
  if (event.key === 'Enter') event.preventDefault();
}

function Page({ shortcuts }: { shortcuts: Partial<Shortcut>[] }) {
  useShortcuts(shortcuts.map((one) => ({ keys: '', label: 'x', group: 'g', run, ...one })));
  return (
    <>
      <input aria-label="field" />
      <button type="button" role="combobox" aria-label="choice" aria-expanded={false} aria-controls="list" />
      {/* biome-ignore lint/a11y/useSemanticElements: the kit's radio buttons are buttons that refuse Enter */}
      <button type="button" role="radio" aria-checked aria-label="one" onKeyDown={refuseEnter} />
      {/* biome-ignore lint/a11y/useSemanticElements: so are its tick boxes */}
      <button type="button" role="checkbox" aria-checked aria-label="box" onKeyDown={refuseEnter} />
    </>
  );
}

beforeEach(() => {
  run.mockClear();
  stop = listenForShortcuts();
});
afterEach(() => {
  stop();
  cleanup();
});

test('a key runs its shortcut, but not while typing', () => {
  const { getByLabelText } = render(<Page shortcuts={[{ keys: 'e' }]} />);
  fireEvent.keyDown(getByLabelText('field'), { key: 'e', code: 'KeyE' });
  expect(run).not.toHaveBeenCalled();
  fireEvent.keyDown(document.body, { key: 'e', code: 'KeyE' });
  expect(run).toHaveBeenCalledTimes(1);
});

test('a chord marked for it also runs while typing', () => {
  const { getByLabelText } = render(<Page shortcuts={[{ keys: 'mod+k', whileTyping: true }]} />);
  fireEvent.keyDown(getByLabelText('field'), { key: 'k', code: 'KeyK', ctrlKey: true });
  expect(run).toHaveBeenCalledTimes(1);
});

test('nothing runs while a word is being composed', () => {
  const { getByLabelText } = render(<Page shortcuts={[{ keys: 'mod+enter', whileTyping: true }, { keys: 'e' }]} />);
  fireEvent.keyDown(getByLabelText('field'), { key: 'Enter', ctrlKey: true, isComposing: true });
  fireEvent.keyDown(getByLabelText('field'), { key: 'Enter', ctrlKey: true, keyCode: 229 });
  fireEvent.keyDown(document.body, { key: 'Process', code: 'KeyE', keyCode: 229 });
  expect(run).not.toHaveBeenCalled();
});

test('a list that is searched by letter keeps its letters', () => {
  const { getByLabelText } = render(<Page shortcuts={[{ keys: 'e' }]} />);
  fireEvent.keyDown(getByLabelText('choice'), { key: 'e', code: 'KeyE' });
  expect(run).not.toHaveBeenCalled();
});

test.each([
  ['a radio button', 'one'],
  ['a tick box', 'box'],
])('a chord with Enter runs on %s, which refuses Enter', (_, label) => {
  const { getByLabelText } = render(<Page shortcuts={[{ keys: 'mod+enter', whileTyping: true }, { keys: 'enter' }]} />);
  fireEvent.keyDown(getByLabelText(label), { key: 'Enter' });
  expect(run).not.toHaveBeenCalled();
  fireEvent.keyDown(getByLabelText(label), { key: 'Enter', ctrlKey: true });
  expect(run).toHaveBeenCalledTimes(1);
});

test('letters work on a Hebrew keyboard, by their place', () => {
  render(<Page shortcuts={[{ keys: 'e' }]} />);
  fireEvent.keyDown(document.body, { key: 'ק', code: 'KeyE' });
  expect(run).toHaveBeenCalledTimes(1);
});

test('two keys in turn run a pair; the first alone runs nothing', () => {
  render(<Page shortcuts={[{ keys: 'g i' }]} />);
  fireEvent.keyDown(document.body, { key: 'g', code: 'KeyG' });
  expect(run).not.toHaveBeenCalled();
  fireEvent.keyDown(document.body, { key: 'i', code: 'KeyI' });
  expect(run).toHaveBeenCalledTimes(1);
});

test('a shortcut is gone with its page', () => {
  const { unmount } = render(<Page shortcuts={[{ keys: 'e' }]} />);
  unmount();
  fireEvent.keyDown(document.body, { key: 'e', code: 'KeyE' });
  expect(run).not.toHaveBeenCalled();
});

test('chords are shown in capitals, single keys as typed', () => {
  expect(keycaps('mod+k').at(-1)).toBe('K');
  expect(keycaps('g i')).toEqual(['g', 'i']);
});
