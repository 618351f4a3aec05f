import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import {
  columns,
  duration,
  pace,
  progress,
  type ProgressOptions,
  type Screen,
} from "../../tasks/terminal.ts";

function stage(options: ProgressOptions, terminal: boolean, width = 60) {
  const clock = { now: 0 };
  let written = "";
  const screen: Screen = {
    write: (text) => written += text,
    terminal,
    colour: false,
    columns: () => width,
    now: () => clock.now,
  };
  const bar = progress(options, screen);
  /** What was written since the last look. */
  const look = () => {
    const text = written;
    written = "";
    return text;
  };
  return { bar, clock, look, screen };
}

Deno.test("progress() draws a bar over itself on a terminal", () => {
  const { bar, clock, look } = stage(
    { label: "train", total: 200, unit: "steps" },
    true,
    80,
  );
  clock.now = 10;
  bar.update(50, "loss 2.31");
  assertEquals(
    look(),
    "\rtrain  ██████··················  50/200 steps  0:30 left  loss 2.31\x1b[K",
  );
  clock.now = 40;
  bar.end();
  assertEquals(
    look(),
    "\rtrain  ██████··················  50/200 steps  0:40  loss 2.31\x1b[K\n",
  );
});

Deno.test("progress() redraws at most ten times a second", () => {
  const { bar, clock, look } = stage({ label: "a", total: 9 }, true);
  bar.update(1);
  look();
  clock.now = 0.09;
  bar.update(2);
  assertEquals(look(), "");
  clock.now = 0.11;
  bar.update(3);
  assertEquals(look().includes("3/9"), true);
});

Deno.test("progress() fits its line to the terminal", () => {
  for (const width of [10, 30, 50]) {
    const { bar, look } = stage({ label: "evaluate", total: 9 }, true, width);
    bar.update(3, "a long text that says a lot more than fits");
    assertLess(look().length - "\r\x1b[K".length, width);
  }
});

Deno.test("progress() lets a line stand above the bar", () => {
  const { bar, look } = stage({ label: "a", total: 9 }, true);
  bar.line("before");
  assertEquals(look(), "\r\x1b[Kbefore\n");
  bar.update(1);
  const drawn = look();
  bar.line("epoch 1: 37 %");
  assertEquals(look(), `\r\x1b[Kepoch 1: 37 %\n${drawn}`);
});

Deno.test("progress() writes plain lines without a terminal", () => {
  const { bar, clock, look } = stage(
    { label: "get", total: 8, unit: "MB" },
    false,
  );
  clock.now = 1;
  bar.update(2.04);
  assertEquals(look(), "get: 25 % (2.0 of 8 MB), 0:03 left\n");
  clock.now = 10.9;
  bar.update(3);
  assertEquals(look(), "");
  clock.now = 11;
  bar.update(4, "fast");
  assertEquals(look(), "get: 50 % (4 of 8 MB), 0:12 left, fast\n");
  bar.line("half");
  assertEquals(look(), "half\n");
  clock.now = 12;
  bar.update(8, "", "unpack");
  assertEquals(look(), "unpack: 100 % (8 of 8 MB), 0:00 left\n");
  bar.end("all there");
  assertEquals(look(), "unpack: 100 % (8 of 8 MB), 0:12, all there\n");
  bar.end();
  bar.update(9);
  assertEquals(look(), "");
});

Deno.test("progress() counts where the total is unknown", () => {
  const { bar, clock, look } = stage({ label: "read", unit: "files" }, true);
  clock.now = 5;
  bar.update(1234);
  assertEquals(look(), "\rread  1234 files  0:05\x1b[K");
});

Deno.test("progress() colours the bar only where it may", () => {
  const { screen, look } = stage({ label: "", total: 2 }, true);
  progress({ label: "a", total: 2 }, { ...screen, colour: true }).update(1);
  assertEquals(
    look().includes("\x1b[32m████████████\x1b[90m············\x1b[39m"),
    true,
  );
});

Deno.test("pace() forgets a slow start", () => {
  const going = pace(0, 1000);
  going.note(1, 60); // compiling
  for (let second = 1; second <= 60; second++) {
    going.note(1 + 10 * second, 60 + second);
  }
  assertAlmostEquals(going.rate, 10, 0.5);
  assertAlmostEquals(going.left(120)!, 40, 2);
  assertEquals(going.elapsed(120), 120);
  assertEquals(going.done, 601);
});

Deno.test("pace() says nothing before it knows", () => {
  assertEquals(pace(0, 10).left(5), undefined);
  assertEquals(pace(0, 10).rate, 0);
  const endless = pace(0);
  endless.note(3, 1);
  assertEquals(endless.left(1), undefined);
  assertEquals(endless.rate, 3);
});

Deno.test("duration() is read as a clock", () => {
  assertEquals([0, 7.4, 59.6, 750, 3723].map(duration), [
    "0:00",
    "0:07",
    "1:00",
    "12:30",
    "1:02:03",
  ]);
});

Deno.test("columns() is a width even without a terminal", () => {
  assertLess(0, columns());
});

Deno.test("pace() does not count what was done before as work of this time", () => {
  const going = pace(0, 100, 50);
  going.note(60, 10);
  assertAlmostEquals(going.rate, 1, 1e-9);
  assertAlmostEquals(going.left(10)!, 40, 1e-9);
});
