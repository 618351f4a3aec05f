import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertThrows } from "@std/assert";
import { bind } from "../../lib/tensor/mod.ts";

await tf.setBackend("cpu");

Deno.test("bind() gives each name its size", () => {
  const [one, two, three] = [tf.ones([4, 8]), tf.ones([3, 8]), tf.scalar(1)];
  assertEquals(
    bind("loss", {
      embedding: [one!, "batch embed"],
      weight: [two!, "class embed"],
      scale: [three!, ""],
    }),
    { batch: 4, embed: 8, class: 3 },
  );
  tf.dispose([one, two, three]);
});

Deno.test("bind() names two arguments that disagree, and both sizes", () => {
  tf.tidy(() => {
    assertThrows(
      () =>
        bind("sphereLoss", {
          embedding: [tf.ones([4, 7]), "batch embed"],
          weight: [tf.ones([3, 8]), "class embed"],
        }),
      RangeError,
      'Cannot compute sphereLoss as embedding and weight must agree on "embed": current sizes are 7 and 8',
    );
  });
});

Deno.test("bind() sees one argument disagree with itself", () => {
  tf.tidy(() => {
    assertThrows(
      () => bind("trace", { square: [tf.ones([2, 3]), "side side"] }),
      RangeError,
      'Cannot compute trace as square and square must agree on "side": current sizes are 2 and 3',
    );
  });
});

Deno.test("bind() refuses another rank", () => {
  tf.tidy(() => {
    assertThrows(
      () => bind("sphereLoss", { label: [tf.ones([4, 1]), "batch"] }),
      TypeError,
      'Cannot compute sphereLoss as label must have the axes "batch": current shape is [4,1]',
    );
  });
});
