import { assertAlmostEquals, assertEquals } from "@std/assert";
import { readLogged, type WorkKind } from "./one_dnn_log.ts";

/** Lines as oneDNN 3 writes them, and what they are. */
const LINES: [end: string, kind: WorkKind, gigaflop: number][] = [
  [
    "convolution,jit_1x1:avx512_core,backward_weights,src:f32,,alg,mb16_ic64oc256_ih64oh64kh1sh1dh0ph0_iw32ow32kw1sw1dw0pw0,6.5",
    "matrix products, convolutions of 1x1 among them",
    1.073741824,
  ],
  [
    "convolution,brg,forward_training,src:f32,,alg,mb16_ic512oc512_ih18oh8kh3sh2dh0ph0_iw10ow4kw3sw2dw0pw0,13",
    "other convolutions",
    2.415919104,
  ],
  [
    "matmul,brg_matmul,undef,src:f32,,,36x128x256:36x256x256,3",
    "products of Winograd's convolutions",
    0.603979776,
  ],
  [
    "matmul,brg_matmul,undef,src:f32,,,1x36x9:1x9x262144,3",
    "transforms of Winograd's convolutions",
    0.169869312,
  ],
  [
    "gemm_api,,undef,src:f32,,,256x2048:2048x1024,6",
    "matrix products, convolutions of 1x1 among them",
    1.073741824,
  ],
  [
    "batch_normalization,jit,backward,data:f32,,flags:S,mb16ic256ih64iw32,6",
    "batch norms",
    0,
  ],
  ["reorder,jit:uni,undef,src:f32,,,2048x512x1x1,1.2", "reorders", 0],
  ["pooling,jit,forward_training,src:f32,,,mb16ic64_ih130,1", "other", 0],
];

for (const [end, kind, gigaflop] of LINES) {
  const name = end.slice(0, end.indexOf(","));
  Deno.test(`readLogged() knows ${kind} by "${name}" with ${gigaflop} GFLOP`, () => {
    const line = `onednn_verbose,v1,primitive,exec,cpu,${end}`;
    const logged = readLogged(line)!;
    assertEquals(logged.kind, kind);
    assertAlmostEquals(logged.gigaflop, gigaflop, 1e-9);
    assertEquals(logged.milliseconds, Number(end.split(",").at(-1)));
  });
}

Deno.test("readLogged() passes over what is no computation", () => {
  for (
    const line of [
      "onednn_verbose,v1,info,cpu,isa:Intel AVX-512",
      "onednn_verbose,v1,primitive,create:cache_miss,cpu,matmul,,,,,,2x2:2x2,1",
      "1.38",
      "kit 0.1.0, tensorflow, compiled",
    ]
  ) assertEquals(readLogged(line), null);
});
