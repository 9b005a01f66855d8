// Names that generated WGSL can't give away: its words, the reserved ones too, its types and enumerants, the functions
// that the code calls, and its own names. Source: WebGPU Shading Language, W3C, 15.1 and 15.2.
const text = `
alias break case const const_assert continue continuing default diagnostic discard else enable false fn for if let loop
override requires return struct switch true var while
NULL Self abstract active alignas alignof as asm asm_fragment async attribute auto await become cast catch class co_await
co_return co_yield coherent column_major common compile compile_fragment concept const_cast consteval constexpr constinit
crate debugger decltype delete demote demote_to_helper do dynamic_cast enum explicit export extends extern external
fallthrough filter final finally friend from fxgroup get goto groupshared highp impl implements import inline instanceof
interface layout lowp macro macro_rules match mediump meta mod module move mut mutable namespace new nil noexcept noinline
nointerpolation non_coherent noncoherent noperspective null nullptr of operator package packoffset partition pass patch
pixelfragment precise precision premerge priv protected pub public readonly ref regardless register reinterpret_cast
require resource restrict self set shared sizeof smooth snorm static static_assert static_cast std subroutine super target
template this thread_local throw trait try type typedef typeid typename typeof union unless unorm unsafe unsized use using
varying virtual volatile wgsl where with writeonly yield
array atomic bool f16 f32 i32 u32 ptr sampler sampler_comparison vec2 vec3 vec4 vec2f vec3f vec4f vec2i vec3i vec4i vec2u
vec3u vec4u vec2h vec3h vec4h mat2x2 mat2x3 mat2x4 mat3x2 mat3x3 mat3x4 mat4x2 mat4x3 mat4x4 mat2x2f mat3x3f mat4x4f
function private workgroup uniform storage read write read_write main
abs acos acosh all any asin asinh atan atan2 atanh bitcast ceil clamp cos cosh cross degrees distance dot exp exp2 floor
fma fract inverseSqrt ldexp length log log2 max min mix normalize pow radians reflect refract round saturate select sign
sin sinh smoothstep sqrt step tan tanh transpose trunc
gradient values jacobian
`;
export const words: ReadonlySet<string> = new Set(text.trim().split(/\s+/u));
