import { assertEquals, assertThrows } from "@std/assert";
import {
  ATTRIBUTE,
  type AttributeTarget,
  setAttribute,
} from "../../../lib/engine/tensorflow/attribute.ts";

type Call = readonly [kind: string, name: string, value: unknown];

/** What a target is told. */
function told(type: number, value: unknown): Call[] {
  const calls: Call[] = [];
  const note = (kind: string) => (name: string, given: unknown) => {
    calls.push([kind, name, given]);
  };
  const target: AttributeTarget = {
    string: note("string"),
    strings: note("strings"),
    int: note("int"),
    ints: note("ints"),
    float: note("float"),
    floats: note("floats"),
    bool: note("bool"),
    bools: note("bools"),
    type: note("type"),
    types: note("types"),
    shape: note("shape"),
    shapes: note("shapes"),
  };
  setAttribute(target, { name: "a", type, value });
  return calls;
}

const { string, int, float, bool, type, shape } = ATTRIBUTE;
const A = Uint8Array.of(0x61);

const CASES: readonly (readonly [string, number, unknown, Call])[] = [
  ["text", string, "a", ["string", "a", A]],
  ["bytes that are no text", string, Uint8Array.of(0, 255), [
    "string",
    "a",
    Uint8Array.of(0, 255),
  ]],
  ["texts", string, ["a", ""], ["strings", "a", [A, new Uint8Array(0)]]],
  ["an int", int, -3, ["int", "a", -3n]],
  ["an int beyond a double", int, 1n << 60n, ["int", "a", 1n << 60n]],
  ["ints", int, [1, 2], ["ints", "a", BigInt64Array.of(1n, 2n)]],
  ["no ints", int, [], ["ints", "a", new BigInt64Array(0)]],
  ["a float", float, 0.5, ["float", "a", 0.5]],
  ["floats", float, [0.5], ["floats", "a", Float32Array.of(0.5)]],
  ["a flag", bool, true, ["bool", "a", true]],
  ["a flag as a number", bool, 0, ["bool", "a", false]],
  ["flags", bool, [true, false], ["bools", "a", Uint8Array.of(1, 0)]],
  ["a dtype", type, 1, ["type", "a", 1]],
  ["dtypes", type, [1, 3], ["types", "a", Int32Array.of(1, 3)]],
  ["a shape", shape, [2, -1], ["shape", "a", [2, -1]]],
  ["a scalar's shape", shape, [], ["shape", "a", []]],
  ["an unknown shape", shape, null, ["shape", "a", null]],
  ["shapes", shape, [[2], [], null], ["shapes", "a", [[2], [], null]]],
];

for (const [name, kind, value, call] of CASES) {
  Deno.test(`setAttribute() takes ${name}`, () => {
    assertEquals(told(kind, value), [call]);
  });
}

const WRONG: readonly (readonly [number, unknown, string])[] = [
  [string, 3, "text or bytes: current value is 3"],
  [int, 0.5, "a whole number: current value is 0.5"],
  [int, [1, "2"], 'a whole number: current value is [1,"2"]'],
  [float, 1n, "a number: current value is 1n"],
  [bool, "yes", 'true or false: current value is "yes"'],
  [type, undefined, "the number of a dtype: current value is undefined"],
  [shape, 3, "a shape or a list of shapes: current value is 3"],
  [shape, [1, [2]], "a shape or a list of shapes: current value is [1,[2]]"],
];

for (const [kind, value, text] of WRONG) {
  Deno.test(`setAttribute() refuses what is not ${text}`, () => {
    assertThrows(
      () => told(kind, value),
      TypeError,
      `Cannot set attribute "a" as its value must be ${text}`,
    );
  });
}

Deno.test("setAttribute() names the types it knows", () => {
  assertThrows(
    () => told(8, "f"),
    TypeError,
    'Cannot set attribute "a" as its type must be one of 0 (string), 1 (int), 2 (float), 3 (bool), 4 (type), 5 (shape): current type is 8',
  );
});
