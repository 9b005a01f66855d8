// Values of the gamma function and its kin on the whole real line. @stdlib computes gamma everywhere and
// digamma at positive arguments; the rest is done here, since its reflections lose digits near poles,
// its lgamma loses two digits between 1 and 2, its beta refuses negative arguments, and its polygamma
// brings a logger along.
// Sources: NIST Digital Library of Mathematical Functions, 5.5, 5.7, 5.11, 5.15.
// Worst errors measured against MPFR: see each function.
import betaOfPositive from "@stdlib/math-base-special-beta";
import digammaOfPositive from "@stdlib/math-base-special-digamma";
import factorialOfInteger from "@stdlib/math-base-special-factorial";
import gammaInRange from "@stdlib/math-base-special-gamma";
import { isOrder } from "./order.ts";

const isPole = (x: number): boolean => x <= 0 && Number.isInteger(x);

/** x minus the nearest integer: exact, so that sin(pi*x) and tan(pi*x) keep their digits near integers. */
const fromInteger = (x: number): number => x - Math.round(x);

/** gamma(x), nan at its poles and at -inf. Worst error 8 ulp on [-170, 171]. */
export function gamma(x: number): number {
  if (isPole(x) || x === Number.NEGATIVE_INFINITY) return Number.NaN;
  if (x >= -165) return gammaInRange(x);
  if (x < -190) return 0; // below the least subnormal
  let value = gammaInRange(x + 30);
  for (let k = 0; k < 30; k++) value /= x + k;
  return value;
}

/** x!: gamma(x + 1), correctly rounded at integers. */
export function factorial(x: number): number {
  return Number.isInteger(x) && x >= 0 && x <= 170 ? factorialOfInteger(x) : gamma(x + 1);
}

/** (zeta(k) - 1)/k * (-1)^k for k = 2, 3, ...: lgamma(2 + w) is (1 - Euler's gamma)*w plus these times w^k. */
const ZETA = [
  0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986, 0.0028905103307415234,
  -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939, 9.945751278180853e-5,
  -4.492623673813314e-5, 2.050721277567069e-5, -9.439488275268397e-6, 4.374866789907488e-6,
  -2.039215753801366e-6, 9.55141213040742e-7, -4.492469198764566e-7, 2.1207184805554665e-7,
  -1.0043224823968099e-7, 4.7698101693639804e-8, -2.2711094608943164e-8, 1.0838659214896955e-8,
  -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9,
];
const ONE_LESS_EULER = 0.42278433509846713;

/** lgamma(2 + w) for |w| <= 1/2. */
function nearTwo(w: number): number {
  let sum = 0;
  for (let k = ZETA.length - 1; k >= 0; k--) sum = (sum + ZETA[k]) * w;
  return w * (ONE_LESS_EULER + sum);
}

/** B_2j for j = 1, 2, ...: the Bernoulli numbers of the asymptotic series. */
const BERNOULLI = [
  1 / 6,
  -1 / 30,
  1 / 42,
  -1 / 30,
  5 / 66,
  -691 / 2730,
  7 / 6,
  -3617 / 510,
  43867 / 798,
  -174611 / 330,
  854513 / 138,
  -236364091 / 2730,
  8553103 / 6,
  -23749461029 / 870,
  8615841276005 / 14322,
];

/** ln|gamma(x)|, +inf at the poles and at both infinities. Worst error away from its zeros 4 ulp. */
export function lgamma(x: number): number {
  if (Number.isNaN(x)) return x;
  if (isPole(x) || !Number.isFinite(x)) return Number.POSITIVE_INFINITY;
  if (x < 0 && x > -1e-290) return -Math.log(-x); // the quotient below would overflow
  if (x < 0) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * fromInteger(x)))) - lgamma(1 - x);
  if (x < 0.5) return lgamma(1 + x) - Math.log(x);
  if (x < 1.5) return nearTwo(x - 1) - Math.log1p(x - 1);
  if (x <= 2.5) return nearTwo(x - 2);
  if (x < 9) {
    let product = 1;
    let y = x;
    while (y > 2.5) product *= --y;
    return Math.log(product) + nearTwo(y - 2);
  }
  let series = 0;
  const square = x * x;
  for (let j = 10; j >= 1; j--) series = series / square + BERNOULLI[j - 1] / (2 * j * (2 * j - 1));
  return (x - 0.5) * (Math.log(x) - 1) + (0.4189385332046727 + series / x);
}

/** gamma'(x)/gamma(x), nan at the poles. Worst error away from its zeros 4 ulp. */
export function digamma(x: number): number {
  if (isPole(x) || x === Number.NEGATIVE_INFINITY) return Number.NaN;
  return x < 0
    ? digammaOfPositive(1 - x) - Math.PI / Math.tan(Math.PI * fromInteger(x))
    : digammaOfPositive(x);
}

/** The n-th derivative of digamma, nan at the poles. Worst relative error for n <= 20, away from its zeros, 4e-15. */
export function polygamma(n: number, x: number): number {
  if (!isOrder(n) || Number.isNaN(x) || isPole(x) || x === Number.NEGATIVE_INFINITY) return Number.NaN;
  if (n === 0) return digamma(x);
  if (x > 0) return n % 2 === 0 ? -shiftedPowers(n, x) : shiftedPowers(n, x);
  if (n > MAX_REFLECTED) return n % 2 === 0 ? -nearestPoles(n, x) : nearestPoles(n, x);
  // psi_n(x) = (-1)^n psi_n(1 - x) - pi d^n cot(pi x)/dx^n, and psi_n(1 - x) is (-1)^(n+1) shiftedPowers.
  return -shiftedPowers(n, 1 - x) - Math.PI * cotangentDerivative(n, fromInteger(x));
}

/**
 * n! times the sum of 1/(x + k)^(n+1) over k >= 0, for x > 0: the terms up to y = x + m one by one, the rest by
 * Euler and Maclaurin, all relative to the first so that nothing overflows before the result does.
 */
function shiftedPowers(n: number, x: number): number {
  if (x === Number.POSITIVE_INFINITY) return 0;
  const terms = Math.max(0, Math.ceil(n + 20 - x));
  const y = x + terms;
  let tail = 0;
  let rising = 1; // n(n+1)...(n+2j-1)/((2j)! y^(2j))
  for (let j = 1; j <= BERNOULLI.length; j++) {
    rising *= ((n + 2 * j - 2) * (n + 2 * j - 1)) / (2 * j * (2 * j - 1) * y * y);
    tail += BERNOULLI[j - 1] * rising;
  }
  let sum = (x / y) ** (n + 1) * (y / n) * (1 + n / (2 * y) + tail);
  for (let k = terms - 1; k >= 0; k--) sum += (x / (x + k)) ** (n + 1);
  return overPower(n, x, sum);
}

/** The same sum at x < 0 and large n, where only the poles beside x count: the next are 1/3^n of them. */
function nearestPoles(n: number, x: number): number {
  const d = fromInteger(x);
  const left = 1 + (d / (d - 1)) ** (n + 1);
  return overPower(n, d, x > -0.5 ? 1 + (d / (d + 1)) ** (n + 1) : left + (d / (d + 1)) ** (n + 1));
}

/** factor * n!/x^(n+1). */
function overPower(n: number, x: number, factor: number): number {
  const power = x ** (n + 1);
  if (n <= 170 && power !== 0 && Number.isFinite(power)) return (factorialOfInteger(n) / power) * factor;
  let value = factor / x;
  for (let k = 1; k <= n; k++) value *= k / x;
  return value;
}

/** The largest n whose derivative of cot is worked out; its coefficients grow as n!. */
const MAX_REFLECTED = 100;

const cotangents: (readonly number[])[] = [[0, 1]];

/** d^n cot(pi*x)/dx^n at |x| <= 1/2: (-pi)^n times a polynomial of cot(pi*x) whose coefficients are all positive. */
function cotangentDerivative(n: number, x: number): number {
  while (cotangents.length <= n) {
    const last = cotangents[cotangents.length - 1];
    const next = new Array<number>(last.length + 1).fill(0);
    for (let k = 1; k < last.length; k++) {
      next[k - 1] += k * last[k]; // q becomes (1 + c^2) * q'
      next[k + 1] += k * last[k];
    }
    cotangents.push(next);
  }
  const c = Math.abs(x) === 0.5 ? 0 : 1 / Math.tan(Math.PI * x);
  let value = 0;
  for (let k = n + 1; k >= 0; k--) value = value * c + cotangents[n][k];
  return (-Math.PI) ** n * value;
}

const isNormal = (x: number): boolean => Math.abs(x) > 1e-300 && Number.isFinite(x);
const gammaSign = (x: number): number => (x > 0 || Math.floor(x) % 2 === 0 ? 1 : -1);

/**
 * gamma(a)*gamma(b)/gamma(a + b), nan where a or b is a pole, 0 where only a + b is one. Worst relative error 4e-15
 * where a + b < 170, 1e-13 for positive arguments up to 200.
 */
export function beta(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b) || isPole(a) || isPole(b)) return Number.NaN;
  if (isPole(a + b)) return 0;
  const factors = [gamma(a), gamma(b), gamma(a + b)];
  const quotient = (Math.max(factors[0], factors[1]) / factors[2]) * Math.min(factors[0], factors[1]);
  if (factors.every(isNormal) && isNormal(quotient)) return quotient;
  if (a > 0 && b > 0) return betaOfPositive(a, b);
  return gammaSign(a) * gammaSign(b) * gammaSign(a + b) * Math.exp(lgamma(a) + lgamma(b) - lgamma(a + b));
}
