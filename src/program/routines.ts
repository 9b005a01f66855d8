// Functions that are loops, as straight lines: for languages that have no such function and call none of ours.
// Each takes the steps of its row's value, with the number of steps fixed by an integer constant.
import { Const, type Expr, type ExprLike, toExpr, variable } from "../expr/node.ts";
import type { Primitive } from "../expr/primitive.ts";
import { Inf, Nan, Pi } from "../expr/primitives/constants.ts";
import { Exp, Ln, Log1p } from "../expr/primitives/exponential.ts";
import { Max, Min } from "../expr/primitives/extremes.ts";
import { And, Eq, Gt, If, Le, Lt, Or } from "../expr/primitives/logic.ts";
import { Add, Div, Mul, Neg, Sub } from "../expr/primitives/operators.ts";
import { Cbrt, Nthroot, Pow, Sqrt } from "../expr/primitives/powers.ts";
import { Abs, Copysign, Floor, Round } from "../expr/primitives/rounding.ts";
import { Digamma, EulerBeta, Gamma, Lgamma, Polygamma } from "../expr/primitives/special.ts";
import { Cos, Dsinc, Sin, Tan } from "../expr/primitives/trigonometric.ts";
import { Builder } from "./builder.ts";
import { folded } from "./fold.ts";
import { arities, CONSTANT, INPUT, rowOpcode } from "./instructions.ts";
import { compact } from "./passes.ts";
import type { Program } from "./program.ts";
import { instantiate, type Template, templateOf } from "./template.ts";

/** A polynomial by Horner's rule: its coefficients, the first of which is not 0, by falling powers. */
const polynomial = ([first, ...others]: readonly number[], x: Expr): Expr =>
  others.reduce<Expr>((sum, c) => (c === 0 ? Mul(sum, x) : Add(Mul(sum, x), c)), toExpr(first));

/** The real n-th root, for an integer n. */
function nthroot(n: number, x: Expr): ExprLike {
  if (n < 0) return Div(1, nthroot(-n, x));
  if (n === 1) return x;
  if (n === 2) return Sqrt(x);
  if (n === 3) return Cbrt(x);
  const near = Pow(Abs(x), Const(1 / n));
  const rounded = Round(near);
  const root = If(Eq(Pow(rounded, n), Abs(x)), rounded, near); // exact roots are exact
  return n % 2 === 1 ? Copysign(root, x) : If(Lt(x, 0), Nan, root);
}

/** The n-th derivative of sine, by quadrants. */
const sineDerivative = (n: number, x: Expr): Expr => {
  const value = n % 2 === 0 ? Sin(x) : Cos(x);
  return n % 4 < 2 ? value : Neg(value);
};

/** The n-th derivative of sinc by its recurrence: upwards at large x, downwards from far above n at small ones. */
function dsinc(n: number, x: Expr): ExprLike {
  let above: Expr = Div(Sin(x), x);
  for (let k = 1; k <= n; k++) above = Div(Sub(sineDerivative(k, x), Mul(k, above)), x);
  const start = n + 20 + Math.ceil(10 * Math.sqrt(n));
  let below: Expr = Div(sineDerivative(start, x), start);
  for (let k = start - 1; k > n; k--) below = Div(Sub(sineDerivative(k, x), Mul(x, below)), k);
  const finite = n === 0 ? If(Eq(x, 0), 1, above) : If(Gt(Abs(x), n + 1), above, below);
  return If(Eq(Abs(x), Inf), 0, finite);
}

const isPole = (x: Expr): Expr => And(Le(x, 0), Eq(x, Floor(x)));
const fromInteger = (x: Expr): Expr => Sub(x, Round(x));

/** B_2j/(2j) for j = 8 to 1, of the asymptotic series of digamma. */
const DIGAMMA = [-3617 / 8160, 1 / 12, -691 / 32760, 1 / 132, -1 / 240, 1 / 252, -1 / 120, 1 / 12];

/** digamma at x > 0: ten terms one by one, the rest by the asymptotic series. NIST DLMF 5.5.2, 5.11.2. */
function digammaOfPositive(x: Expr): Expr {
  const isSmall = Lt(x, 10);
  let terms: Expr = Div(1, Add(x, 9));
  for (let k = 8; k >= 0; k--) terms = Add(Div(1, k === 0 ? x : Add(x, k)), terms);
  const y = If(isSmall, Add(x, 10), x);
  const square = Div(1, Mul(y, y));
  const series = Sub(Sub(Ln(y), Div(Const(0.5), y)), Mul(polynomial(DIGAMMA, square), square));
  return If(Eq(x, Inf), Inf, Sub(series, If(isSmall, terms, 0)));
}

/** By reflection at negative x. NIST DLMF 5.5.4. */
function digamma(x: Expr): ExprLike {
  const negative = Sub(digammaOfPositive(Sub(1, If(Lt(x, 0), x, 0))), Div(Pi, Tan(Mul(Pi, fromInteger(x)))));
  return If(isPole(x), Nan, If(Eq(x, Neg(Inf)), Nan, If(Lt(x, 0), negative, digammaOfPositive(x))));
}

/** lgamma(x) - (x - 1/2)*ln(x) + x - ln(2*pi)/2, to double precision for x > 100. NIST DLMF 5.11.1. */
function stirling(x: Expr): Expr {
  const square = Div(1, Mul(x, x));
  return Div(polynomial([-1 / 1680, 1 / 1260, -1 / 360, 1 / 12], square), x);
}

/** lgamma(b) - lgamma(a + b) at large b: what is large in both is left out. */
function largeDifference(a: Expr, b: Expr, whole: Expr): Expr {
  const grown = Add(Mul(a, Ln(whole)), Mul(Sub(b, Const(0.5)), Log1p(Div(a, b))));
  return Add(Sub(a, grown), Sub(stirling(b), stirling(whole)));
}

/** gamma(a)*gamma(b)/gamma(a + b), by logarithms where a factor is out of range. */
function beta(a: Expr, b: Expr): ExprLike {
  const whole = Add(a, b);
  const factors = [a, b, whole].map((x) => Gamma(x));
  const quotient = Mul(Div(factors[0], factors[2]), factors[1]);
  const isNormal = (x: Expr): Expr => And(Gt(Abs(x), 1e-300), Lt(Abs(x), Inf));
  const areNormal = [...factors, quotient].map(isNormal).reduce((all, one) => And(all, one));
  const halved = (x: Expr): Expr => Mul(Const(0.5), Floor(x));
  const sign = (x: Expr): Expr => If(Or(Gt(x, 0), Eq(halved(x), Floor(halved(x)))), 1, -1);
  const [less, more] = [Min(a, b), Max(a, b)];
  const areLarge = And(Gt(more, 100), Gt(whole, 100));
  const difference = If(areLarge, largeDifference(less, more, whole), Sub(Lgamma(more), Lgamma(whole)));
  const size = If(Eq(more, Inf), 0, Exp(Add(Lgamma(less), difference)));
  const byLogarithms = Mul(Mul(Mul(sign(a), sign(b)), sign(whole)), size);
  const isNowhere = Or(isPole(a), isPole(b));
  return If(isNowhere, Nan, If(isPole(whole), 0, If(areNormal, quotient, byLogarithms)));
}

/** Higher orders take too many terms to be written out. */
const MOST_POLYGAMMA = 20;

/** B_2j for j = 1 to 15. */
const BERNOULLI = [
  ...[1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510, 43867 / 798, -174611 / 330],
  ...[854513 / 138, -236364091 / 2730, 8553103 / 6, -23749461029 / 870, 8615841276005 / 14322],
];

/** The sum of 1/(x + k)^(n+1) over k >= 0, for x > 0: n + 20 terms one by one, the rest by Euler and Maclaurin. */
function shiftedPowers(n: number, x: Expr): Expr {
  const isSmall = Lt(x, n + 20);
  const power = (base: Expr): Expr => Div(1, Pow(base, n + 1));
  let terms: Expr = power(Add(x, n + 19));
  for (let k = n + 18; k >= 0; k--) terms = Add(power(k === 0 ? x : Add(x, k)), terms);
  const y = If(isSmall, Add(x, n + 20), x);
  let rising = 1; // n(n+1)...(n+2j-1)/(2j)!
  const coefficients = BERNOULLI.map((number, i) => {
    const twice = 2 * (i + 1);
    rising *= ((n + twice - 2) * (n + twice - 1)) / (twice * (twice - 1));
    return number * rising;
  });
  const square = Div(1, Mul(y, y));
  const tail = Mul(polynomial(coefficients.reverse(), square), square);
  const rest = Mul(Div(Const(1 / n), Pow(y, n)), Add(Add(1, Div(n / 2, y)), tail));
  return If(Eq(x, Inf), 0, Add(rest, If(isSmall, terms, 0)));
}

/** d^n cot(pi*x)/dx^n at |x| <= 1/2, as a polynomial of cot(pi*x) times (-pi)^n. */
function cotangentDerivative(n: number, x: Expr): ExprLike {
  let coefficients = [0, 1];
  for (let order = 0; order < n; order++) {
    const next = new Array<number>(coefficients.length + 1).fill(0);
    for (let k = 1; k < coefficients.length; k++) {
      next[k - 1] += k * coefficients[k]; // q becomes (1 + c^2) * q'
      next[k + 1] += k * coefficients[k];
    }
    coefficients = next;
  }
  const cotangent = If(Eq(Abs(x), Const(0.5)), 0, Div(1, Tan(Mul(Pi, x))));
  return Mul((-Math.PI) ** n, polynomial(coefficients.reverse(), cotangent));
}

/** The n-th derivative of digamma, by reflection at negative x. */
function polygamma(n: number, x: Expr): ExprLike {
  if (n === 0) return digamma(x);
  let factorial = 1;
  for (let k = 2; k <= n; k++) factorial *= k;
  const isNegative = Lt(x, 0);
  const sum = Mul(factorial, shiftedPowers(n, If(isNegative, Sub(1, x), x)));
  const positive = n % 2 === 0 ? Neg(sum) : sum;
  const negative = Sub(Neg(sum), Mul(Pi, cotangentDerivative(n, fromInteger(x))));
  return If(Or(isPole(x), Eq(x, Neg(Inf))), Nan, If(isNegative, negative, positive));
}

interface Routine {
  /** Which argument is the integer constant; none where there is no such argument. */
  readonly parameter?: number;
  readonly takes?: (n: number) => boolean;
  readonly formula: (n: number, ...others: Expr[]) => ExprLike;
}

const upTo =
  (most: number) =>
  (n: number): boolean =>
    Number.isInteger(n) && n >= 0 && n <= most;

const rows: readonly (readonly [Primitive, Routine])[] = [
  [Nthroot, { parameter: 1, takes: (n) => Number.isInteger(n) && n !== 0, formula: nthroot }],
  [Dsinc, { parameter: 0, takes: upTo(100), formula: dsinc }],
  [Polygamma, { parameter: 0, takes: upTo(MOST_POLYGAMMA), formula: polygamma }],
  [Digamma, { formula: (_n, x) => digamma(x) }],
  [EulerBeta, { formula: (_n, a, b) => beta(a, b) }],
];

let routines: ReadonlyMap<number, Routine> | undefined;

/** A program in which routines that a target does not have are written out. */
export function unrolled(program: Program, isNative: (opcode: number) => boolean): Program {
  routines ??= new Map(rows.map(([row, routine]) => [rowOpcode(row), routine]));
  const lacking = new Map([...routines].filter(([opcode]) => !isNative(opcode)));
  const compacted = compact(program);
  if (!compacted.opcodes.some((opcode) => lacking.has(opcode))) return compacted;
  const { opcodes, first, second, third, constants, inputs, outputs } = compacted;
  const builder = new Builder(inputs, 2 * opcodes.length);
  const moved = new Int32Array(opcodes.length);
  const templates = new Map<string, Template>();
  for (let slot = 0; slot < opcodes.length; slot++) {
    const opcode = opcodes[slot];
    if (opcode === INPUT) moved[slot] = slot;
    else if (opcode === CONSTANT) moved[slot] = builder.constant(constants[first[slot]]);
    else {
      const operands = [first[slot], second[slot], third[slot]].slice(0, arities[opcode]);
      const args = operands.map((operand) => moved[operand]);
      const routine = lacking.get(opcode);
      const parameter = routine?.parameter === undefined ? undefined : args[routine.parameter];
      const n = parameter !== undefined && builder.isConstant(parameter) ? builder.constantAt(parameter) : 0;
      if (routine === undefined || routine.takes?.(n) === false) {
        moved[slot] = folded(builder, opcode, args[0], args[1] ?? 0, args[2] ?? 0);
      } else {
        const others = args.filter((_, i) => i !== routine.parameter);
        const key = `${opcode} ${n}`;
        const known = templates.get(key);
        const made = known ?? templateOf(routine.formula(n, ...others.map((_, i) => variable(`${i}`))));
        if (known === undefined) templates.set(key, made);
        moved[slot] = instantiate(builder, made, others);
      }
    }
  }
  return compact(builder.program(outputs.map((slot) => moved[slot])));
}
