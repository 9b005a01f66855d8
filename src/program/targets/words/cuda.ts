// Names that generated CUDA C can't give away: those of C and C++, and what CUDA declares.
import { words as wordsOfC } from "./c.ts";

const text = `
abs acosf acoshf asinf asinhf atanf cosf coshf cospi cospif cyl_bessel_i0 cyl_bessel_i1 dim3 double1 double2 double3 double4
erfcinv erfcx erfinv expf fabsf float1 float2 float3 float4 gridDim blockDim blockIdx threadIdx warpSize int1 int2 int3 int4
j0 j1 jn y0 y1 yn logf norm norm3d norm4d normcdf normcdfinv powf rcbrt rhypot rnorm rnorm3d rnorm4d rsqrt saturate sincos
sincospi sinf sinpi sinpif sqrtf tanf tanhf uint1 uint2 uint3 uint4 clock clock64
`;
export const words: ReadonlySet<string> = new Set([...wordsOfC, ...text.trim().split(/\s+/u)]);
