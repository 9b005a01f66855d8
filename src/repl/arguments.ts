// Which of a command's arguments are options and which are the formula, where a formula may begin
// with a minus: `gradtree diff "-x^2" --wrt x`. What is no option is the formula; what looks like
// a misspelt option stays one, so that it is reported as such.
import { UsageError } from "../expr/errors.ts";
import { suggestion } from "../expr/suggest.ts";

const HELP: readonly string[] = ["-h", "--help"];

/**
 * The arguments with the formula moved behind a `--`, where nothing is taken for an option.
 * @param valued the options that take a value: "--wrt"; `flags`: those that take none.
 * @throws {UsageError} for one at the end, without its value.
 */
export function separate(
  args: readonly string[],
  valued: readonly string[],
  flags: readonly string[] = [],
): readonly string[] {
  const lone = [...HELP, ...flags];
  const options: string[] = [];
  const formulas: string[] = [];
  const doubtful: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    const [flag] = arg.split("=", 1);
    if (arg === "--") {
      formulas.push(...args.slice(i + 1));
      break;
    }
    if (valued.includes(arg)) {
      if (++i === args.length) throw new UsageError("no-value", `option '${arg}' needs a value`);
      options.push(arg, args[i]);
    } else if (lone.includes(arg) || valued.includes(flag)) options.push(arg);
    else if (/^--\p{L}[\p{L}-]+(?:=.*)?$/u.test(arg)) doubtful.push(arg);
    else formulas.push(arg);
  }
  // `--abc` may be a formula, -(-abc): where there is no other, and no option that it resembles.
  for (const arg of doubtful) {
    const resembles = suggestion(arg.split("=", 1)[0], [...valued, ...lone, "--version"]) !== undefined;
    if (formulas.length === 0 && !resembles) formulas.push(arg);
    else options.push(arg);
  }
  return [...options, "--", ...formulas];
}
