// Names that generated GLSL can't give away: its words (of desktop versions to 4.60 and ES to 3.20, the reserved
// ones too), the functions that the code calls, and its own names. Source: The OpenGL Shading Language 4.60.8, 3.6.
const dimensions = [
  "1D",
  "2D",
  "3D",
  "Cube",
  "2DRect",
  "1DArray",
  "2DArray",
  "CubeArray",
  "Buffer",
  "2DMS",
  "2DMSArray",
];
const samplers = [
  "sampler",
  "isampler",
  "usampler",
  "image",
  "iimage",
  "uimage",
  "texture",
  "itexture",
  "utexture",
];
const text = `
attribute const uniform varying buffer shared coherent volatile restrict readonly writeonly atomic_uint layout centroid
flat smooth noperspective patch sample invariant precise break continue do for while switch case default if else subroutine
in out inout int void bool true false float double discard return lowp mediump highp precision struct
common partition active asm class union enum typedef template this resource goto inline noinline public static extern
external interface long short half fixed unsigned superp input output sampler3DRect filter sizeof cast namespace using
sampler samplerShadow sampler1DShadow sampler2DShadow sampler2DRectShadow sampler1DArrayShadow sampler2DArrayShadow
samplerCubeShadow samplerCubeArrayShadow subpassInput isubpassInput usubpassInput subpassInputMS texture main
vec2 vec3 vec4 dvec2 dvec3 dvec4 ivec2 ivec3 ivec4 uvec2 uvec3 uvec4 bvec2 bvec3 bvec4 hvec2 hvec3 hvec4 fvec2 fvec3 fvec4
mat2 mat3 mat4 mat2x2 mat2x3 mat2x4 mat3x2 mat3x3 mat3x4 mat4x2 mat4x3 mat4x4 dmat2 dmat3 dmat4 uint
abs acos acosh all any asin asinh atan atanh ceil clamp cos cosh cross degrees determinant distance dot equal exp exp2
faceforward floor fract inverse inversesqrt isinf isnan length log log2 max min mix mod modf normalize not outerProduct
pow radians reflect refract round roundEven sign sin sinh smoothstep sqrt step tan tanh transpose trunc uintBitsToFloat
gradient values jacobian
`;
export const words: ReadonlySet<string> = new Set([
  ...text.trim().split(/\s+/u),
  ...samplers.flatMap((kind) => dimensions.map((dimension) => `${kind}${dimension}`)),
]);
