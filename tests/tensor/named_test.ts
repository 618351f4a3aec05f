import * as tf from "@tensorflow/tfjs";
import { assertStrictEquals, assertThrows } from "@std/assert";
import { float, int } from "../../lib/tensor/mod.ts";

await tf.setBackend("cpu");

Deno.test("float() and int() give the same tensor back", () => {
  const rows = tf.ones([2, 3]), label = tf.tensor1d([1, 2], "int32");
  const scalar = tf.scalar(1);
  assertStrictEquals<tf.Tensor>(float(rows, "batch embed"), rows);
  assertStrictEquals<tf.Tensor>(int(label, "batch"), label);
  assertStrictEquals<tf.Tensor>(float(scalar, ""), scalar);
  tf.dispose([rows, label, scalar]);
});

Deno.test("float() refuses another dtype", () => {
  tf.tidy(() => {
    assertThrows(
      () => float(tf.tensor1d([1], "int32"), "batch"),
      TypeError,
      'Cannot name a tensor "batch" as its dtype must be float32: current dtype is int32',
    );
  });
});

Deno.test("int() refuses another dtype", () => {
  tf.tidy(() => {
    assertThrows(
      () => int(tf.tensor1d([1]), "batch"),
      TypeError,
      'Cannot name a tensor "batch" as its dtype must be int32: current dtype is float32',
    );
  });
});

Deno.test("float() and int() refuse another rank", () => {
  tf.tidy(() => {
    assertThrows(
      () => float(tf.ones([2, 3]), "batch"),
      TypeError,
      'Cannot name a tensor "batch" as its rank must be 1: current shape is [2,3]',
    );
    assertThrows(
      () => int(tf.scalar(1, "int32"), "batch"),
      TypeError,
      'Cannot name a tensor "batch" as its rank must be 1: current shape is []',
    );
    assertThrows(
      () => float(tf.ones([2]), ""),
      TypeError,
      'Cannot name a tensor "" as its rank must be 0: current shape is [2]',
    );
  });
});
