// Sixty formulas as textbooks and users have them, to be differentiated by x: quotients, nested roots,
// inverse functions, powers of sums. Written so that mathjs reads them alike, with functions that it
// can differentiate. A source is a textbook's section, where the formula is an example or an exercise,
// or the thread of a peer's issue tracker in which somebody had trouble with it.

const stewart = (section) => `Stewart, Calculus: Early Transcendentals, 8th ed., ${section}`;
const openStax = (section) => `OpenStax Calculus Volume 1, ${section}`;

const from = (source, texts) => texts.map((text) => ({ text, source }));

export const textbook = [
  ...from(stewart("3.2"), ["x*exp(x)", "(x^2 + x - 2)/(x^3 + 6)", "exp(x)/(1 + x^2)"]),
  ...from(stewart("3.3"), ["x^2*sin(x)", "sec(x)/(1 + tan(x))"]),
  ...from(stewart("3.4"), [
    "sqrt(x^2 + 1)",
    "sin(x^2)",
    "sin(x)^2",
    "(x^3 - 1)^100",
    "1/(x^2 + x + 1)^(1/3)",
    "((x - 2)/(2*x + 1))^9",
    "(2*x + 1)^5*(x^3 - x + 1)^4",
    "exp(sin(x))",
    "sin(cos(tan(x)))",
    "exp(sec(3*x))",
    "sqrt(x + sqrt(x + sqrt(x)))",
  ]),
  ...from(stewart("3.5"), ["1/asin(x)", "x*atan(sqrt(x))"]),
  ...from(stewart("3.6"), [
    "log(x^3 + 1)",
    "log(sin(x))",
    "sqrt(log(x))",
    "log10(2 + sin(x))",
    "log((x + 1)/sqrt(x - 2))",
    "x^(3/4)*sqrt(x^2 + 1)/(3*x + 2)^5",
    "x^sqrt(x)",
  ]),
  ...from(stewart("3.11"), ["cosh(sqrt(x))", "atanh(sin(x))"]),
  ...from(openStax("3.3"), ["5*x^2/(4*x + 3)"]),
  ...from(openStax("3.6"), [
    "1/(3*x^2 + 1)^2",
    "cos(7*x^2 + 1)^4",
    "(2*x + 1)^5*(3*x - 2)^7",
    "x/(2*x + 3)^3",
  ]),
  ...from(openStax("3.7"), ["asin(2*x^3)", "x^2*asin(x)"]),
  ...from(openStax("3.9"), [
    "3^x/(3^x + 2)",
    "log(x^2*sin(x)/(2*x + 1))",
    "(2*x^4 + 1)^tan(x)",
    "x*sqrt(2*x + 1)/(exp(x)*sin(x)^3)",
  ]),
  ...from("mathjs #3072", ["x^2 - 4*x^(-2)"]),
  ...from("mathjs #3329", ["(x^2)^0.5"]),
  ...from("mathjs #2055", ["sqrt(6*x)"]),
  ...from("nerdamer #227", ["(x/(x + y))^n"]),
  ...from("nerdamer #339", ["atan(exp(x))"]),
  ...from("nerdamer #354", ["sqrt(x) - 1/sqrt(x)"]),
  ...from("nerdamer #590", ["(x^0.5 + x)^3"]),
  ...from("nerdamer #610", ["sqrt(exp(x) + a)"]),
  ...from("nerdamer #675", ["y/sqrt(x)"]),
  ...from(undefined, [
    "sqrt(1 + sqrt(1 + sqrt(x)))",
    "x/(1 + x^2)",
    "exp(-x^2/2)/sqrt(2*pi)",
    "(a*x + b)/(c*x + d)",
    "a*exp(-b*x)*cos(w*x + p)",
    "1/(1 + exp(-x))",
    "(x^2 + 3*x + 1)^3*(x - 2)^2",
    "asin(sqrt(1 - x^2))",
    "atan((x + 1)/(x - 1))",
    "acos(1/x)",
    "(1 + 1/x)^x",
    "((x^2 + 1)/(x^2 - 1))^(1/2)",
    "log(x + sqrt(x^2 + 1))",
  ]),
];
