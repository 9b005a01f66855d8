// Functions of ordinary code, each as a user might write it: what they give when they are run is what their formulas
// ought to give. Those with arrays say how long these are; k, ws and helper are handed in.
import type { AnyFunction, ParameterName } from "../../src/trace/index.ts";

export interface Sample {
  readonly fn: AnyFunction;
  readonly names?: Readonly<Record<string, ParameterName>>;
}

export const k = 2.5;
export const ws: readonly number[] = [0.5, -1, 2];
export const helper = (x: number): number => x * x - 1;
export const using = { k, ws, helper, sin: Math.sin };

const sin = Math.sin;
const of = (fn: AnyFunction, names?: Sample["names"]): Sample =>
  names === undefined ? { fn } : { fn, names };

/** Operators, Math, conditions: what an expression can be. */
export const expressions: readonly Sample[] = [
  of((x: number, y: number) => x * y + Math.sin(y)),
  of((x: number) => -x + +x - -x),
  of((x: number, y: number) => x - y - 1 - (x - (y - 1))),
  of((x: number, y: number) => x / y / 2 / (x / (y / 2))),
  of((x: number) => x ** 3 - 2 ** x + (-x) ** 2),
  of((x: number, y: number) => Math.abs(x) ** (y ** 0.5)),
  of((x: number) => x % 2),
  of((x: number, y: number) => x % y),
  of((x: number, y: number) => (x * 7) % -y),
  of((x: number) => 1 / 3 + 0.1 * x - 2e-3),
  of((x: number) => Math.exp(-x * x) / Math.sqrt(2 * Math.PI)),
  of((x: number) => Math.expm1(x) + Math.log1p(x * x) + Math.log(x * x + 1)),
  of((x: number) => Math.log2(x) + Math.log10(x)),
  of((x: number) => Math.cbrt(x) + Math.sqrt(x)),
  of((x: number) => Math.sin(x) + Math.cos(x) * Math.tan(x)),
  of((x: number) => Math.asin(x / 4) + Math.acos(x / 4) * Math.atan(x)),
  of((x: number) => Math.sinh(x) + Math.cosh(x) * Math.tanh(x)),
  of((x: number) => Math.asinh(x) + Math.acosh(x + 4) * Math.atanh(x / 4)),
  of((x: number, y: number) => Math.atan2(y, x) + Math.hypot(x, y)),
  of((x: number, y: number) => Math.hypot() + Math.hypot(x) + Math.hypot(x, y, 3, x * y)),
  of((x: number, y: number) => Math.max(x, y) * Math.min(x, y, x * y)),
  of((x: number) => Math.max(x) + Math.max(Math.max(), x) * Math.min(Math.min(), x)),
  of((x: number) => Math.sign(x) + Math.floor(x) + Math.ceil(x) + Math.trunc(x)),
  of((x: number) => Math.round(x) + Math.round(x * 10) / 10),
  of((x: number, y: number) => Math.abs(x) ** y + Math.abs(y)),
  of(
    (x: number) => x * (Math.E + Math.LN2 + Math.LN10 + Math.LOG2E + Math.LOG10E + Math.SQRT2 + Math.SQRT1_2),
  ),
  of((x: number) => x + Number.EPSILON + Number.MAX_SAFE_INTEGER / Number.MAX_VALUE),
  of((x: number) => (x > 1 ? x * x : x < -1 ? -x : 1)),
  of((x: number, y: number) => (x > 0 && y > 0 ? x * y : x + y)),
  of((x: number, y: number) => (x > 0 || y > 0 ? x * y : x + y)),
  of((x: number, y: number) => (!(x >= y) ? x : y) + (x <= y ? 1 : 2)),
  of((x: number, y: number) => (x === y || x !== 1 ? x : y)),
  // biome-ignore lint/suspicious/noDoubleEquals: what it does is what is tested
  of((x: number, y: number) => (x == y ? 1 : x != 0 ? x : y)),
  of((x: number, y: number) => x && y),
  of((x: number, y: number) => x || y),
  of((x: number, y: number) => (x > 0 && y) || -1),
  of((x: number) => (x ? x : 1) + (!x ? 1 : 0)),
  of((x: number) => (x > Number.NEGATIVE_INFINITY && x < Infinity ? x : NaN)),
  of((x: number, y: number) => ((x > 0 ? y > 0 : x < -1) ? x : y)),
];

/** Statements: names, branches, loops, functions. */
export const statements: readonly Sample[] = [
  of((x: number) => {
    let y = x;
    y += 2;
    y *= x;
    y -= 1;
    y /= 3;
    y **= 2;
    y %= 5;
    return y;
  }),
  of((x: number) => {
    let n = 1;
    const a = n++ * x;
    const b = ++n * x;
    const c = n-- + x;
    return a + b + c + --n;
  }),
  of((x: number, y: number) => {
    let [a, b] = [x, y];
    [a, b] = [b, a - b];
    const [c, , d = 4, ...rest] = [a, 0, undefined, b, x];
    return c * d + rest[0] * rest[1] + rest.length;
  }),
  of((x: number) => {
    if (x > 1) return x * x;
    if (x > 0) return x;
    return -x;
  }),
  of((x: number, y: number) => {
    let z = 0;
    if (x > 0) {
      if (y > 0) return x + y;
      z = x;
    } else if (y < -1) z = y;
    else z = x * y;
    z *= 2;
    return z + 1;
  }),
  of((x: number, y: number) => {
    let z = 1;
    let w = x;
    if (x > y) {
      z = 2;
      w = y;
      z += w;
    }
    return z * w;
  }),
  of((x: number) => {
    let s = 0;
    for (let i = 1; i <= 5; i++) s += x ** i / i;
    return s;
  }),
  of((x: number) => {
    let s = 0;
    for (let i = 0; i < 10; i++) {
      if (i % 2 === 0) continue;
      if (i > 6) break;
      s += i * x;
    }
    return s;
  }),
  of((x: number) => {
    let s = x;
    let i = 3;
    while (i > 0) {
      s = Math.sin(s);
      i -= 1;
    }
    do {
      s += 0.5;
    } while (i++ < 1);
    return s;
  }),
  of((x: number) => {
    for (let i = 0; i < 4; i++) if (x < i) return i * x;
    return x;
  }),
  of((x: number) => {
    let s = 0;
    for (let t = 0; t < 1; t += 0.25) s += Math.exp(-t * x);
    return s;
  }),
  of((x: number) => {
    const square = (a: number) => a * a;
    function cube(a: number) {
      return square(a) * a;
    }
    const twice = (f: (a: number) => number, a: number) => f(f(a));
    return twice(square, x) + cube(x) + ((a, b = 2) => a * b)(x);
  }),
  of((x: number) => {
    const power = (base: number, n: number): number => (n === 0 ? 1 : base * power(base, n - 1));
    return power(x, 5);
  }),
  of(function fibonacci(x: number, n = 6): number {
    return n < 2 ? x : fibonacci(x, n - 1) + fibonacci(x, n - 2);
  }),
  of((x: number) => {
    const made: ((y: number) => number)[] = [];
    for (let i = 0; i < 3; i++) made.push((y) => y * i);
    return made[0](x) + made[1](x) + made[2](x);
  }),
  of((x: number) => {
    let count = 0;
    const next = () => {
      count += 1;
      return count * x;
    };
    return next() + next() * next();
  }),
  of(
    {
      method(x: number) {
        return x * x;
      },
    }.method,
  ),
  of((x: number, scale = 3) => x * scale),
  of((x: number, y: number, scale = x * 2, shift = scale + y) => x * scale + shift),
  of((x: number) => helper(x) + k * ws[1] + ws.length + sin(x)),
  of((x: number) => {
    const k = x; // not the one around
    return k * k;
  }),
  of((e: number, step: number, pi: number) => e * step + pi),
  of(($: number, $x: number, _x: number) => $ * $x - _x),
];

/** What a function writes outside itself happens, and after it has returned it does not. */
export const returns: readonly Sample[] = [
  of((x: number) => {
    let count = 0;
    const visit = (v: number) => {
      if (v > 1) return;
      count += v;
    };
    [x, 2 * x, -x].forEach(visit);
    return count;
  }),
  of((x: number) => {
    let b = 1;
    const f = (v: number) => {
      if (v > 0) {
        b += 1;
        return v;
      }
      b -= 2;
      return -v;
    };
    const g = (v: number) => {
      if (v > 1) return f(v);
      if (v < -1) b *= 3;
      else return b;
      b += f(v);
      return 0;
    };
    return f(x) * b + g(x) * b + g(-x) * b;
  }),
  of((x: number, y: number) => {
    let seen = 0;
    const find = (limit: number) => {
      for (let i = 0; i < 3; i++) {
        seen += i;
        if (i * x > limit) return i;
        if (y > i) seen += y;
      }
      return -1;
    };
    return find(y) + 10 * find(1) + seen;
  }),
  of((x: number) => {
    const counter = () => {
      let n = 0;
      return () => {
        n += 1;
        return n;
      };
    };
    const next = counter();
    const f = (v: number) => {
      if (v > 0) return next();
      return next() + next();
    };
    return f(x) * 10 + f(-x) * next();
  }),
];

/** Arrays. */
export const arrays: readonly Sample[] = [
  of(
    (w: readonly number[], x: number) => {
      let s = 0;
      for (let i = 0; i < w.length; i++) s += w[i] * x ** i;
      return s;
    },
    { w: 4 },
  ),
  of((w: readonly number[], x: readonly number[]) => w.map((wi, i) => wi * x[i]).reduce((a, b) => a + b), {
    w: 3,
    x: 3,
  }),
  of(
    (w: readonly (readonly number[])[], x: readonly number[]) => {
      const out = w.map((row) => row.reduce((sum, wi, j) => sum + wi * x[j], 0));
      return Math.max(...out.map((z) => Math.max(0, z))) + Math.hypot(...out);
    },
    { w: [2, 3], x: 3 },
  ),
  of(([a, b]: readonly number[], [[c]]: readonly (readonly number[])[]) => a * b + c),
  of((...xs: readonly number[]) => xs.reduceRight((a, b) => a * 0.5 + b), { xs: 4 }),
  of(
    (xs: readonly number[]) => {
      let s = 1;
      xs.forEach((x, i) => {
        s *= x + i;
      });
      for (const x of xs.slice(1, 3).concat(2, [3])) s += x;
      return s + (xs.at(-1) ?? 0);
    },
    { xs: 4 },
  ),
  of(
    (xs: readonly number[]) => {
      const sums = [...xs];
      let i = 0;
      for (const x of sums) {
        i += 1;
        if (i < sums.length) sums[i] += x; // later rounds meet what earlier ones wrote
      }
      return sums.reduce((a, b) => a * b);
    },
    { xs: 3 },
  ),
  of((x: number) => {
    const a = [1, 2, 3];
    let i = 0;
    a[i++] += x;
    a[i++] *= x;
    a[i] = i++ + x;
    return a[0] + a[1] * a[2] + i;
  }),
  of((x: number) => {
    const a = Array(3).fill(x);
    const b = Array.from({ length: 3 }, (_, i) => i * x);
    const c = Array.of(x, 2);
    const d = Array.from(a, (v) => v + 1);
    return [a, b, c, d].flat().reduce((s, v, i) => s + v * i, 0) + (Array.isArray(a) ? 1 : 0);
  }),
  of((x: number) => {
    const a: number[] = [];
    const b = a;
    a.push(x, 2 * x);
    b.push(3);
    b.reverse();
    return a[0] + a[1] * a[2] + a.filter((_, i) => i > 0).length;
  }),
  of((x: number) => {
    if (x > 0) {
      const t = [0, 0];
      t[0] = x;
      t[1] += t[0];
      return t[0] * t[1];
    }
    return x;
  }),
  of((x: number, y: number) => {
    const t = x > y ? [x, y] : [y, x];
    const [a, b] = t;
    return a * 2 + b;
  }),
  of((x: number) => {
    const v = [x, -x, 2 * x];
    for (let i = 0; i < v.length; i++) v[i] = v[i] < 0 ? 0 : v[i];
    return v[0] + 2 * v[1] + 3 * v[2];
  }),
  of((x: number) => {
    let [a, b] = [0, 1];
    for (const [i, v] of [
      [1, x],
      [2, x * x],
    ]) {
      a += i * v;
      b *= v;
    }
    return a + b;
  }),
];

/** A function from its text, as it is. */
export const fromText = (text: string): AnyFunction => new Function(`return (${text})`)();

/** What nobody writes today, but older programs, compilers and minifiers do. */
export const texts: readonly Sample[] = [
  of(fromText("(x, y) => (x, y * x)")),
  of(
    fromText(
      "(x) => { let a = 0; const b = x > 0 ? (a = x) : (a = 2 * x); x > 1 && (a += 1); x < -1 || (a -= 1); return a + b }",
    ),
  ),
  of(
    fromText(
      "(x, y) => { if (x > 0) for (let i = 0; i < 3; i++) { if (y > i) return i * x; y += 1 } return x * y }",
    ),
  ),
  of(fromText("function (x) { var y = x; { var y = y * 2; } for (var i = 0; i < 3; i++); return y + i }")),
  of(fromText("function (x) { for (var v of [x, 2]) var s = (s || 1) * v; return s + v }")),
  of(fromText("function (x, y) { if (x > y) { var t = x; x = y; y = t } return x * 2 + y }")),
  of(fromText("function(n,r){return n>0?r:n}")),
  of(fromText("x => { return inner(x); function inner(a) { return a * a } }")),
  of(fromText("(x) => x - -x + (x > 0 === true) + (true === 1) + (x > 0 == 1) + true")),
  of(fromText("(x) => { let y; return x * (y ?? 2) + (y === undefined) + (y != x) }")),
];
