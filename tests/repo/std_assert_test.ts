import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertGreaterOrEqual,
  assertInstanceOf,
  AssertionError,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertNotEquals,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
  fail,
} from "@std/assert";
import strict from "node:assert/strict";

// The judge here is node's own assert: a stand-in must not vouch for itself.
function holds(...claims: (() => void)[]) {
  for (const claim of claims) strict.doesNotThrow(claim);
}

function breaks(text: string, ...claims: (() => void)[]) {
  for (const claim of claims) {
    strict.throws(
      claim,
      (error: Error) =>
        error instanceof AssertionError && error.name === "AssertionError" &&
        error.message.includes(text),
    );
  }
}

Deno.test("assertEquals() compares deeply, as the published one", () => {
  const circle: Record<string, unknown> = { a: 1 };
  circle.self = circle;
  const other: Record<string, unknown> = { a: 1 };
  other.self = other;
  const pairs: [unknown, unknown, boolean][] = [
    [0, -0, true],
    [NaN, NaN, true],
    [1, "1", false],
    [null, undefined, false],
    [{ a: undefined }, {}, false],
    [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
    [Object.assign(Object.create(null), { a: 1 }), { a: 1 }, true],
    [new Float32Array([1, NaN]), new Float32Array([1, NaN]), true],
    [new Float32Array([1]), [1], false],
    [new Float32Array([1]), new Float64Array([1]), false],
    [new Set([1, 2]), new Set([2, 1]), true],
    [new Map([[{ a: 1 }, 2]]), new Map([[{ a: 1 }, 2]]), true],
    [new Map([["a", 1]]), new Map([["a", 2]]), false],
    [new Date(1), new Date(1), true],
    [new Date(1), new Date(2), false],
    [/a/g, /a/g, true],
    [/a/g, /a/i, false],
    [circle, other, true],
    [[1, , 3], [1, undefined, 3], false],
    [Symbol.iterator, Symbol.iterator, true],
  ];
  for (const [a, b, same] of pairs) {
    const [yes, no] = same
      ? [assertEquals, assertNotEquals]
      : [assertNotEquals, assertEquals];
    holds(() => yes(a, b), () => yes(b, a));
    strict.throws(() => no(a, b), AssertionError, Deno.inspect([a, b]));
  }
});

Deno.test("assertEquals() shows the difference and the remark", () => {
  breaks("+   1\n-   2", () => assertEquals([1], [2]));
  breaks(": of the sum", () => assertEquals(1, 2, "of the sum"));
});

Deno.test("assertStrictEquals() wants the same thing", () => {
  const one = {};
  holds(
    () => assertStrictEquals(one, one),
    () => assertStrictEquals(NaN, NaN),
  );
  breaks(
    "not strictly equal",
    () => assertStrictEquals(one, {}),
    () => assertStrictEquals(0, -0),
  );
});

Deno.test("assertAlmostEquals() allows a ten-millionth unless told", () => {
  holds(
    () => assertAlmostEquals(1, 1 + 0.9e-7),
    () => assertAlmostEquals(0.01, 0.02, 0.1),
    () => assertAlmostEquals(Infinity, Infinity),
    () => assertAlmostEquals(NaN, NaN),
  );
  breaks(
    "is greater than",
    () => assertAlmostEquals(1, 1 + 1.2e-7),
    () => assertAlmostEquals(1e-8, 1e-9),
    () => assertAlmostEquals(0, 1e-12),
    () => assertAlmostEquals(NaN, 1, 9),
    () => assertAlmostEquals(1, Infinity),
  );
});

Deno.test("assertGreater() and its kin compare", () => {
  holds(
    () => assertGreater(2, 1),
    () => assertGreaterOrEqual(2, 2),
    () => assertLess(1, 2),
    () => assertLessOrEqual(2, 2),
  );
  breaks("Expect 1 > 1", () => assertGreater(1, 1));
  breaks("Expect 1 >= 2", () => assertGreaterOrEqual(1, 2));
  breaks("Expect 1 < 1", () => assertLess(1, 1));
  breaks("Expect 2 <= 1: why", () => assertLessOrEqual(2, 1, "why"));
  breaks("Expect NaN < 1", () => assertLess(NaN, 1));
});

Deno.test("assertThrows() returns the error and checks class and text", () => {
  const wrong = () => {
    throw new RangeError("too far");
  };
  strict.equal(assertThrows(wrong, RangeError, "far").message, "too far");
  strict.equal((assertThrows(wrong) as Error).message, "too far");
  holds(() => assertThrows(wrong, Error));
  breaks("instance of", () => assertThrows(wrong, TypeError));
  breaks("to include", () => assertThrows(wrong, RangeError, "near"));
  breaks("to throw: remark", () => assertThrows(() => 1, "remark"));
  breaks("to throw: remark", () => assertThrows(() => 1, Error, "", "remark"));
  breaks("non-Error", () =>
    assertThrows(() => {
      throw "text";
    }, Error));
});

Deno.test("assertRejects() wants a rejected promise, not a throw", async () => {
  const wrong = () => Promise.reject(new RangeError("too far"));
  const error = await assertRejects(wrong, RangeError, "far");
  strict.equal(error.message, "too far");
  const refusals: [string, Promise<unknown>][] = [
    ["instance of", assertRejects(wrong, TypeError)],
    ["to include", assertRejects(wrong, RangeError, "near")],
    ["to reject: remark", assertRejects(() => Promise.resolve(), "remark")],
    [
      "Function throws",
      assertRejects(() => {
        throw new RangeError();
      }),
    ],
    ["non-Error", assertRejects(() => Promise.reject("text"), Error)],
  ];
  for (const [text, refusal] of refusals) {
    await strict.rejects(
      refusal,
      (error: Error) =>
        error instanceof AssertionError && error.message.includes(text),
    );
  }
});

Deno.test("assert() and its kin look at one value", () => {
  holds(
    () => assert(1),
    () => assertInstanceOf(new RangeError(), Error),
    () => assertMatch("0001_c1", /^\d+_c\d$/),
    () => assertStringIncludes("query", "ery"),
  );
  breaks("truthy", () => assert(""));
  breaks("remark", () => assert(0, "remark"));
  breaks('"Date" but was "Array"', () => assertInstanceOf([], Date));
  breaks('but was "null"', () => assertInstanceOf(null, Date));
  breaks("to match", () => assertMatch("1", /a/));
  breaks("to contain", () => assertStringIncludes("1", "2"));
  breaks("Failed assertion: remark", () => fail("remark"));
});
