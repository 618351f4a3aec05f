import { assertEquals, assertThrows } from "@std/assert";
import {
  bfloat16Proto,
  configProto,
} from "../../../lib/engine/tensorflow/config_proto.ts";

Deno.test("configProto() is empty where TensorFlow's defaults hold", () => {
  assertEquals(configProto({}), new Uint8Array(0));
  assertEquals(configProto({ intraOp: 0, interOp: 0 }), new Uint8Array(0));
});

Deno.test("configProto() writes the two numbers of threads", () => {
  assertEquals(configProto({ intraOp: 3 }), Uint8Array.of(0x10, 3));
  assertEquals(
    configProto({ intraOp: 300, interOp: 1 }),
    Uint8Array.of(0x10, 0xac, 0x02, 0x28, 1),
  );
});

Deno.test("configProto() refuses what is no number of threads", () => {
  assertThrows(
    () => configProto({ interOp: -1 }),
    RangeError,
    'Cannot set threads as "interOp" must be a whole number, 0 for TensorFlow\'s own: current value is -1',
  );
  assertThrows(() => configProto({ intraOp: 1.5 }), RangeError, '"intraOp"');
});

Deno.test("bfloat16Proto() is a RewriterConfig in GraphOptions in a ConfigProto", () => {
  assertEquals([...bfloat16Proto()], [0x52, 5, 0x52, 3, 0xf8, 0x01, 1]);
});
