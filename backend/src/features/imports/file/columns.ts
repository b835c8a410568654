// Column names that are unique and never blank, from whatever the header row holds. Pure.

/** Longest column name kept, in characters. */
const longest = 200;

/** An object that is keyed by columns cannot hold this one: it would be lost without a word. */
const unkeepable = '__proto__';

/** `phone, phone, ` becomes `phone, phone (2), Column 3`. */
export function nameColumns(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const given = cell.trim().slice(0, longest);
    const base = given === '' || given === unkeepable ? `Column ${index + 1}` : given;
    let name = base;
    for (let count = 2; taken.has(name); count += 1) name = `${base} (${count})`;
    taken.add(name);
    return name;
  });
}
