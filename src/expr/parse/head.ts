// Products that people write and mean something else by: sin x, sin^2 x, sin^-1(x), d/dx x^2. As far as
// the grammar sees they are powers and products of names.
import type { NameError, ParseError } from "../errors.ts";
import type { Factor, Form } from "./form.ts";
import { differentiation, withoutBrackets } from "./mistake.ts";
import type { Source } from "./source.ts";
import { callable, specialForms } from "./vocabulary.ts";

/** The error for a factor or power whose head is a function without brackets; `next` is what stands directly after it. */
export function bareFunction(
  source: Source,
  form: Form,
  next: Form | undefined,
  isFunction: (name: string) => boolean,
): NameError | undefined {
  const head = form.kind === "power" ? form.items[0].operand : form;
  if (head.kind !== "name" || !isFunction(head.name)) return undefined;
  if (specialForms.has(head.name)) return withoutBrackets(source, head);
  const word = source.slice(head.start, head.end);
  if (form.kind !== "power") {
    return withoutBrackets(source, head, next === undefined ? [] : [`${word}(${argument(source, next)})`]);
  }
  // sin^n(x) reads as sin^(n(x)): what the last exponent is called with is sin's argument.
  const last = form.items[form.items.length - 1].operand;
  const called = next === undefined && form.items.length > 1 && last.kind === "call" ? last.group : undefined;
  const exponent = source.excerpt(head.end, called?.start ?? form.end);
  const inside = argument(source, next ?? called);
  if (/^(?:\^\s*[-−]\s*1|⁻¹)$/u.test(exponent)) {
    const inverse = callable(`a${word}`) === undefined ? [] : [`a${word}(${inside})`];
    return withoutBrackets(source, head, [...inverse, `1/${word}(${inside})`]);
  }
  return withoutBrackets(source, head, [`${word}(${inside})${exponent}`]);
}

/** The text of an argument without brackets of its own. */
function argument(source: Source, form: Form | undefined): string {
  if (form === undefined) return "...";
  const text = source.excerpt(form.start, form.end);
  return form.kind === "group" && text.endsWith(")") ? text.slice(1, -1) : text;
}

/** The error for factors that begin d/dx. */
export function differential(source: Source, [first, second]: readonly Factor[]): ParseError | undefined {
  if (second.op?.sexpr !== "/" || nameOf(first.form) !== "d") return undefined;
  if (!/^d\p{L}(?:_?\d+)?$/u.test(nameOf(second.form) ?? "")) return undefined;
  return differentiation(source, { start: first.form.start, end: second.form.end });
}

/** The name at the head of d, d^2, dx(...). */
function nameOf(form: Form): string | undefined {
  const head = form.kind === "power" ? form.items[0].operand : form;
  return head.kind === "name" ? head.name : head.kind === "call" ? head.callee.name : undefined;
}
