// Names that generated C can't give away: the words of C (to C23) and of C++, since headers travel, what
// <math.h> declares or defines, names that compilers define, and those of the code itself.
const text = `
alignas alignof auto bool break case char const constexpr continue default do double else enum extern false float for
goto if inline int long nullptr register restrict return short signed sizeof static static_assert struct switch
thread_local true typedef typeof typeof_unqual union unsigned void volatile while asm fortran main
and and_eq bitand bitor catch char8_t char16_t char32_t class co_await co_return co_yield compl concept const_cast
consteval constinit decltype delete dynamic_cast explicit export friend mutable namespace new noexcept not not_eq
operator or or_eq private protected public reflexpr reinterpret_cast requires static_cast template this throw try
typeid typename using virtual wchar_t xor xor_eq std
acos acosh asin asinh atan atan2 atanh cbrt ceil copysign cos cosh erf erfc exp exp2 expm1 fabs fdim floor fma fmax
fmin fmod fpclassify frexp hypot ilogb isfinite isgreater isgreaterequal isinf isless islessequal islessgreater isnan
isnormal isunordered ldexp lgamma llrint llround log log10 log1p log2 logb lrint lround modf nan nearbyint nextafter
nexttoward pow remainder remquo rint round scalbln scalbn signbit sin sinh sqrt tan tanh tgamma trunc exp10 pow10 drem
gamma significand finite scalb signgam float_t double_t div abs labs
HUGE_VAL HUGE_VALF HUGE_VALL INFINITY NAN FP_FAST_FMA FP_ILOGB0 FP_ILOGBNAN FP_INFINITE FP_NAN FP_NORMAL FP_SUBNORMAL
FP_ZERO MATH_ERRNO MATH_ERREXCEPT math_errhandling M_E M_LOG2E M_LOG10E M_LN2 M_LN10 M_PI M_PI_2 M_PI_4 M_1_PI M_2_PI
M_2_SQRTPI M_SQRT2 M_SQRT1_2 MAXFLOAT DOMAIN SING OVERFLOW UNDERFLOW PLOSS TLOSS NULL EOF errno assert
linux unix i386 near far huge pascal cdecl min max complex imaginary I
inputs gradient values jacobian
`;
export const words: ReadonlySet<string> = new Set(text.trim().split(/\s+/u));

/** Functions of the library that a local variable may hide, but that no other function may be called. */
export const functions: ReadonlySet<string> = new Set(["j0", "j1", "jn", "y0", "y1", "yn"]);
