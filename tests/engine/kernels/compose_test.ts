import * as tf from "@tensorflow/tfjs";
import { assertEquals, assertThrows } from "@std/assert";
import { compose } from "../../../lib/engine/kernels/mod.ts";
import { onEngines } from "../../_kit/engines.ts";

onEngines(
  "compose() returns what the body returns and disposes the rest",
  async (engine) => {
    const a = tf.tensor1d([1, 2]);
    const buffers = tf.memory().numDataBuffers;
    const alive = () =>
      (tf.backend() as unknown as { numDataIds(): number }).numDataIds();
    const before = alive();
    const [twice, negative] = compose(engine, tf.backend(), (run) => {
      const sum = run("Add", { a, b: a });
      const dropped = run("Multiply", { a: sum, b: sum });
      run("Neg", { x: dropped });
      return [sum, run("Neg", { x: sum })];
    }).map((info) =>
      info instanceof tf.Tensor
        ? info
        : tf.engine().makeTensorFromTensorInfo(info)
    );
    assertEquals([...await twice!.data()], [2, 4]);
    assertEquals([...await negative!.data()], [-2, -4]);
    assertEquals(alive() - before, 2);
    assertEquals(tf.memory().numDataBuffers - buffers, 2);
    tf.dispose([a, twice!, negative!]);
  },
);

onEngines(
  "compose() names the kernel that is missing and disposes what was made",
  (engine) => {
    const a = tf.tensor1d([1]);
    const alive = () =>
      (tf.backend() as unknown as { numDataIds(): number }).numDataIds();
    const before = alive();
    assertThrows(
      () =>
        compose(engine, tf.backend(), (run) => {
          run("Neg", { x: a });
          return run("NoSuchKernel", {});
        }),
      Error,
      `Cannot run kernel "NoSuchKernel" as the ${engine} engine must have it: register one of that name`,
    );
    assertEquals(alive(), before);
    a.dispose();
  },
);
