import { assertEquals } from "@std/assert";
import { groupSizes, inputsOf } from "../../../lib/engine/tensorflow/op_def.ts";

const bytes = (text: string) => [...new TextEncoder().encode(text)];
const field = (number: number, value: number[]) => [
  number << 3 | 2,
  value.length,
  ...value,
];

/** An OpDef with inputs that are one tensor (null), counted or typed. */
function definition(...inputs: (["count" | "types", string] | null)[]) {
  return Uint8Array.from([
    ...field(1, bytes("Op")),
    ...inputs.flatMap((list) =>
      field(2, [
        ...field(1, bytes("x")),
        ...list ? field(list[0] === "count" ? 5 : 6, bytes(list[1])) : [],
      ])
    ),
    ...field(3, field(1, bytes("y"))),
  ]);
}

Deno.test("inputsOf() tells lists from single tensors", () => {
  assertEquals(inputsOf(definition()), []);
  assertEquals(inputsOf(definition(null, null)), [null, null]);
  assertEquals(
    inputsOf(definition(["count", "N"], null, ["types", "T"])),
    ["N", null, "T"],
  );
});

Deno.test("groupSizes() shares an op's tensors among its inputs", () => {
  const attribute = (name: string, value: unknown) => ({
    name,
    type: 1,
    value,
  });
  assertEquals(groupSizes([null, null], [], 2), [null, null]);
  assertEquals(groupSizes(["N", null], [], 4), [3, null]);
  assertEquals(groupSizes(["N"], [attribute("N", 2)], 2), [2]);
  assertEquals(
    groupSizes(
      ["T", null, "N"],
      [attribute("T", [1, 1]), attribute("N", 3)],
      6,
    ),
    [2, null, 3],
  );
});
