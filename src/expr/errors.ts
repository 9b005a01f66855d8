// Every error that gradtree raises on purpose. An error is data first: a stable code, the span
// of the text it is about (when there is one), and a suggestion; rendering with a caret is
// expr/parse/render.ts's concern. A number never throws: NaN and infinities flow as IEEE 754 says.

/** A half-open range of UTF-16 positions in the text that was read, with its place for people. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** 1-based line of `start`. */
  readonly line: number;
  /** 1-based column of `start`, in code points of that line. */
  readonly column: number;
}

export interface ErrorDetails {
  readonly span?: Span | undefined;
  /** What to write instead, where there is one best answer. */
  readonly suggestion?: string | undefined;
}

/** The base of all errors that users meet: `code` is stable, `message` is one sentence. */
export class GradtreeError extends Error {
  readonly code: string;
  readonly span: Span | undefined;
  readonly suggestion: string | undefined;

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = new.target.name;
    this.code = code;
    this.span = details.span;
    this.suggestion = details.suggestion;
  }
}

/** Text that is no formula. */
export class ParseError extends GradtreeError {}
/** A name that is unknown, unbound, reserved or not allowed. */
export class NameError extends GradtreeError {}
/** A function applied to the wrong number of arguments. */
export class ArityError extends GradtreeError {}
/** A derivative or an argument outside what a function is defined for. */
export class DomainError extends GradtreeError {}
/** Work or text that would exceed a stated limit. */
export class BudgetError extends GradtreeError {}
/** Work that the caller cancelled through `budget.cancelled`. */
export class CancelledError extends GradtreeError {}
/** Lists or matrices whose lengths do not fit. */
export class ShapeError extends GradtreeError {}
/** Something that a compile target cannot do. */
export class TargetError extends GradtreeError {}
/** An option or argument that the called function does not take. */
export class UsageError extends GradtreeError {}
