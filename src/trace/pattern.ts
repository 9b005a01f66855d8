// The names that a text declares: those of a pattern, and the var of a function's body, which it has from its beginning.
import type { Pattern, Statement } from "./source.ts";

/** The names of a pattern, objects' aside. */
export function namesIn(pattern: Pattern): string[] {
  if (pattern.type === "Identifier") return [pattern.name];
  if (pattern.type === "ArrayPattern") return pattern.elements.flatMap((part) => (part ? namesIn(part) : []));
  if (pattern.type === "AssignmentPattern") return namesIn(pattern.left);
  return pattern.type === "RestElement" ? namesIn(pattern.argument) : [];
}

/** The names declared by var anywhere in statements, functions within them aside. */
export function varNames(statements: readonly Statement[]): string[] {
  const names: string[] = [];
  const pending: (Statement | { readonly type: string } | null | undefined)[] = [...statements];
  for (let node = pending.pop(); pending.length > 0 || node; node = pending.pop()) {
    const statement = node as Statement | undefined | null;
    switch (statement?.type) {
      case "VariableDeclaration":
        if (statement.kind === "var") names.push(...statement.declarations.flatMap(({ id }) => namesIn(id)));
        break;
      case "BlockStatement":
        for (const part of statement.body) pending.push(part);
        break;
      case "IfStatement":
        pending.push(statement.consequent, statement.alternate);
        break;
      case "ForStatement":
        pending.push(statement.init, statement.body);
        break;
      case "ForOfStatement":
        pending.push(statement.left, statement.body);
        break;
      case "WhileStatement":
      case "DoWhileStatement":
        pending.push(statement.body);
        break;
    }
  }
  return names;
}
