// What people see when a text is no formula, with the class and the code of the error in front.
import { GradtreeError } from "../../src/expr/errors.ts";
import { type ParseOptions, parse } from "../../src/expr/parse/parse.ts";
import { renderError } from "../../src/expr/parse/render.ts";

export function rendered(text: string, options: ParseOptions = {}): string {
  try {
    parse(text, options);
  } catch (error) {
    if (!(error instanceof GradtreeError)) throw error;
    return `${error.name} ${error.code}\n${renderError(error, text)}`;
  }
  throw new Error(`'${text}' was read`);
}
