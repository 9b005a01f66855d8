// Names that generated Julia can't give away: its words, its constants, and the functions that the code calls.
const text = `
abstract and as baremodule begin break catch const continue do else elseif end export false finally for function global
if import in isa let local macro missing module mutable new nothing or outer primitive public quote return struct true
try type using var where while main ans
Inf NaN Inf16 Inf32 Inf64 NaN16 NaN32 NaN64 pi im Any Array Base Bool Core Float16 Float32 Float64 Int Int32 Int64 Main
Nothing Number Real Tuple Vector
abs acos acosh asin asinh atan atanh cbrt ceil copysign cos cosh div exp expm1 fld float floor hypot ifelse isfinite isinf
isinteger isnan log log10 log1p log2 max min mod rem round sign signbit sin sinh sqrt tan tanh trunc eval include
`;
export const words: ReadonlySet<string> = new Set(text.trim().split(/\s+/u));
