// Words on lines of at most 80 columns, as help and lists show them.

const WIDTH = 80;

/** A paragraph: the first line begins with `first`, the others with as many blanks. */
export function wrapped(words: readonly string[], first = ""): string {
  const indent = " ".repeat(first.length);
  const lines: string[] = [];
  let line = first;
  for (const word of words) {
    const longer = line.length === 0 || line.endsWith(" ") ? line + word : `${line} ${word}`;
    if (longer.length > WIDTH && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = indent + word;
    } else line = longer;
  }
  lines.push(line.trimEnd());
  return lines.join("\n");
}

/** Rows of a name and what is said of it, one below the other. */
export function inRows(rows: readonly (readonly [name: string, about: string])[], indent = "  "): string {
  const widest = Math.max(...rows.map(([name]) => name.length).filter((length) => length <= 28), 0);
  return rows
    .map(([name, about]) => {
      const first = `${indent}${name.padEnd(widest)}  `;
      const words = about.split(" ");
      if (name.length <= widest) return wrapped(words, first);
      return `${indent}${name}\n${wrapped(words, " ".repeat(indent.length + widest + 2))}`;
    })
    .join("\n");
}
