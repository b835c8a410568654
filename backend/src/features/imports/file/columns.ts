// Column names that are unique and never blank, from whatever the header row holds. Pure.

/** Longest column name kept, in characters. */
const longest = 200;

/** `phone, phone, ` becomes `phone, phone (2), Column 3`. */
export function nameColumns(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const base = cell.trim().slice(0, longest) || `Column ${index + 1}`;
    let name = base;
    for (let count = 2; taken.has(name); count += 1) name = `${base} (${count})`;
    taken.add(name);
    return name;
  });
}
