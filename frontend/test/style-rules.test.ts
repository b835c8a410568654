// Rules that keep the app right-to-left proof and themable: logical directions only, tokens only.
import { readSources, type SourceFile } from './read-tree';

const components = readSources('.ts', '.tsx').filter((file) => !file.path.includes('.test.'));
const sheets = readSources('.css').filter((file) => !file.path.endsWith('tokens.css'));

function findLines(files: SourceFile[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    file.text.split('\n').flatMap((line, index) => {
      const code = line.replace(/^\s*(\/\/|\*|\/\*).*$/, '');
      return pattern.test(code) ? [`${file.path}:${index + 1} ${line.trim()}`] : [];
    }),
  );
}

test('no class names a physical side', () => {
  const sides =
    /(^|[\s"'`:!])-?(ml|mr|pl|pr|left|right|border-l|border-r|rounded-l|rounded-r|rounded-tl|rounded-tr|rounded-bl|rounded-br|scroll-ml|scroll-mr)-[\w[(]|\b(text-left|text-right|float-left|float-right|border-l|border-r)(?=[\s"'`])/;
  expect(findLines(components, sides)).toEqual([]);
});

test('no style names a physical side', () => {
  const sides =
    /(margin|padding|border)-(left|right)|marginLeft|marginRight|paddingLeft|paddingRight|(^|[;{\s])(left|right)\s*:|text-align:\s*(left|right)|float:\s*(left|right)/;
  expect(findLines(sheets, sides)).toEqual([]);
  expect(findLines(components, /\b(marginLeft|marginRight|paddingLeft|paddingRight|borderLeft|borderRight)\b/)).toEqual(
    [],
  );
});

test('no colour outside the tokens', () => {
  const raw = /#[0-9a-f]{3,8}\b(?![\w-])|\b(rgb|rgba|hsl|hsla|oklch)\(/i;
  expect(findLines([...sheets, ...components.filter((file) => file.path.endsWith('.tsx'))], raw)).toEqual([]);
});
