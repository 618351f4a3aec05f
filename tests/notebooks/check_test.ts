import { assert, assertEquals, assertThrows } from "@std/assert";
import { type Answer, judge, seal } from "../../notebooks/check.ts";
import exercises from "../../notebooks/exercises.json" with { type: "json" };

const DEGREE = Math.PI / 180;

/** The answers, by closed forms; a person who looks here wants to know. */
const right: Readonly<Record<keyof typeof exercises, Answer>> = {
  "00.1": 100 * [1, 2, 1].filter((place) => place === 1).length / 3,
  "01.1": Math.exp(Math.log(3)) / (Math.exp(Math.log(3)) + 1),
  "01.2": -Math.log(1 / 751),
  "01.3": (a, b) =>
    Math.max(a!, b!) + Math.log(1 + Math.exp(-Math.abs(a! - b!))),
  "02.1": Math.acos(1 / Math.hypot(1, 1)) / DEGREE,
  "02.2": 1,
  "02.3": (degrees) =>
    Math.hypot(
      Math.cos(degrees! * DEGREE) - 1,
      Math.sin(degrees! * DEGREE),
    ),
  "03.1": 1 / Math.sqrt(1024),
  "03.2": Math.acos(-1 / 3) / DEGREE,
  "03.3": (classes) => -1 / (classes! - 1),
  "04.1": 100 * Math.exp(10) / (Math.exp(10) + 9999),
  "04.2": Math.log(0.99 / 0.01) + Math.log(750),
  "04.3": (classes, wish) => Math.log(wish! / (1 - wish!) * (classes! - 1)),
  "05.1": -Math.cos(2 * 90 * DEGREE) - 2,
  "05.2": 60 / (3 + 1),
  "05.3": (lambda) => (-3 + lambda! * Math.cos(90 * DEGREE)) / (1 + lambda!),
  "06.1": Math.acos(0.25) / DEGREE,
  "06.2": 1 - Math.cos(2 * Math.PI / 3),
  "06.3": (classes) => 1 + 1 / (classes! - 1),
  "07.1": (90 - 30) / 2,
  "07.2": (Math.PI - 0.5) / DEGREE,
  "07.3": (degrees) =>
    Math.sin(degrees! * DEGREE + 0.5) / Math.sin(degrees! * DEGREE),
  "10.1": 5e-5 + (1e-3 - 5e-5) * 15 / 20,
  "10.2": 2 * 2048 + 2048 * 512 + 512 + 2 * 512,
  "10.3": (rows, lastStride) =>
    [2, 2, 2, 2, lastStride!].reduce((n, by) => Math.ceil(n / by), rows!),
  "11.1": ((1 + 1) / 2 + (1 / 3 + 2 / 4) / 2) / 2,
  "11.2": (1 / 2 + 2 / 4) / 2,
  "11.3": (a, b) => ((a === 1 ? 1 : 0) + 1 / a! + 1 / (b! - 1) + 2 / b!) / 4,
  "12.1": 100 * Math.hypot(2, 2) / 50,
  "12.2": Math.PI * 2 ** 2 / (32 * 16),
  "12.3": (peak, over, step) =>
    Math.min(peak!, peak! / 20 + 0.95 * peak! * step! / over!),
  "08.1": 100 * 0.5 ** 5,
  "08.2": 100 * Math.sqrt(0.0083 * (1 - 0.0083) / 10_000),
  "08.3": (mean, deviation, runs) => mean! * Math.sqrt(runs!) / deviation!,
  "09.1": 0.3 + 2 - 1.5,
  "09.2": (16 * 4) * (4 - 1) * (15 * 4),
  "09.3": (persons, images, batch) =>
    Array.from({ length: batch! - 1 }, (_, i) => persons! * images! - 1 - i)
      .reduce((all, left) => all * (left - images! + 1) / left, 1),
};

Deno.test("judge() knows every answer of the course, and those close to it", () => {
  for (const [id, answer] of Object.entries(right)) {
    assertEquals(judge(id, answer), { right: true, said: `${id}: right` });
    if (typeof answer !== "number") continue;
    const { tolerance } = exercises[id as "01.1"];
    for (const off of [-0.9, 0.9]) {
      assertEquals(judge(id, answer + off * tolerance).right, true, id);
    }
    for (const off of [-2.6, 2.6]) {
      assertEquals(judge(id, answer + off * tolerance).right, false, id);
    }
  }
});

Deno.test("judge() gives a hint to what is wrong, and never the answer", () => {
  for (const [id, answer] of Object.entries(right)) {
    const wrong = typeof answer === "function" ? () => 12345 : 12345;
    const verdict = judge(id, wrong);
    assertEquals(verdict.right, false, id);
    assert(verdict.said.startsWith(`${id}: not yet. `));
    if (typeof answer === "function") continue;
    const told = (verdict.said.slice(id.length).match(/[\d.]*\d/g) ?? [])
      .map(Number);
    assert(!told.includes(Number(answer)), verdict.said);
  }
});

Deno.test("judge() tells slips by what went wrong", () => {
  const slips: [string, Answer, RegExp][] = [
    ["00.1", 2 / 3, /percent/],
    ["01.1", 0.25, /other class/],
    ["01.2", Math.log2(751), /in bits/],
    [
      "01.3",
      (a, b) => Math.log(Math.exp(a!) + Math.exp(b!)),
      /take the larger/,
    ],
    ["02.1", Math.PI / 4, /in radians/],
    ["02.2", 2, /the dot product/],
    ["03.1", 1 / 1024, /the variance/],
    ["03.2", 90, /Right angles/],
    ["04.2", Math.log(99), /the other 750/],
    ["05.1", 1, /not mended/],
    ["05.2", 20, /counts too/],
    ["06.1", Math.acos(0.35) / DEGREE, /0\.35/],
    ["06.2", 1, /farther apart/],
    ["07.1", 60, /second class/],
    ["07.2", Math.PI - 0.5, /in radians/],
    ["10.1", 5e-5 * 20 ** 0.75, /geometric/],
    ["10.1", 7.5e-4, /begin at 0/],
    ["10.2", 2 * 2048 + 2048 * 512 + 2 * 512, /biases as well/],
    ["10.2", 2048 * 512 + 512, /FC alone/],
    ["11.1", (1 + 2 / 4) / 2, /the place before/],
    ["11.2", (1 + 2 / 4 + 3 / 6) / 3, /own camera/],
    ["11.2", (1 / 3 + 2 / 5) / 2, /Junk/],
    ["11.2", (1 + 2 / 3) / 2, /distractor stays/],
    ["12.1", 4, /off in both/],
    ["12.2", Math.PI * 2 ** 2, /their mean/],
    ["08.1", 100 / 16, /behind in all five/],
    ["08.2", 100 * Math.sqrt(0.0083 * 0.9917), /of one digit/],
    ["09.1", 0.5, /the margin out/],
    ["09.2", 64 * 4 * 60, /not its own partner/],
  ];
  for (const [id, answer, words] of slips) {
    const { right, said } = judge(id, answer);
    assertEquals(right, false, id);
    assert(words.test(said), said);
  }
});

Deno.test("judge() says that there is no answer yet, and refuses an exercise that is none", () => {
  assertEquals(judge("01.1", undefined), {
    right: null,
    said: "01.1: no answer yet",
  });
  assertThrows(
    () => judge("99.1", 1, { "01.1": exercises["01.1"] }),
    RangeError,
    'Cannot check exercise "99.1" as it must be one of 01.1',
  );
});

Deno.test("judge() takes words in any case, lists in order, and no number for a function", () => {
  const hint = "Think.";
  const all = {
    word: { salt: "a", right: seal(" Angle", "a"), hint },
    list: { salt: "b", tolerance: 0.1, right: seal([1, 2], "b", 0.1), hint },
    call: { salt: "c", at: [[3]], right: seal(9, "c"), hint },
  };
  const cases: [keyof typeof all, Answer, boolean][] = [
    ["word", "angle ", true],
    ["word", "length", false],
    ["list", [1.05, 1.95], true],
    ["list", [2, 1], false],
    ["list", [1], false],
    ["call", (x) => x! * x!, true],
    ["call", (x) => x!, false],
    ["call", 9, false],
  ];
  for (const [id, answer, expected] of cases) {
    assertEquals(judge(id, answer, all).right, expected, `${id} ${answer}`);
  }
});
