import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { liveBoard, type RunEvent } from "../../lib/run/mod.ts";

/** A kernel that keeps what it is shown. */
function fakeKernel() {
  const frames: {
    type: string;
    id: string;
    data: Record<string, string>;
  }[] = [];
  return {
    frames,
    broadcast(type: string, content: Record<string, unknown>) {
      const { data, transient } = content as {
        data: Record<string, string>;
        transient: { display_id: string };
      };
      frames.push({ type, data, id: transient.display_id });
      return Promise.resolve();
    },
  };
}

/** Signals that a test sends itself. */
function fakeSignals() {
  const heard = new Set<() => void>();
  return {
    heard,
    addSignalListener: (_: string, listener: () => void) =>
      void heard.add(listener),
    removeSignalListener: (_: string, listener: () => void) =>
      void heard.delete(listener),
  };
}

/** A step of a training of ten. */
const step = (step: number, more: object = {}) =>
  ({
    kind: "step",
    epoch: Math.floor((step - 1) / 5),
    step,
    steps: 10,
    rate: 1e-3,
    imagesPerSecond: 43,
    loss: 3 - step / 5,
    ownAngle: 90 - 5 * step,
    otherAngle: 80,
    images: {},
    ...more,
  }) as RunEvent;

/** Ten steps; ends early, and says so, when it is told. */
async function* run(signal: AbortSignal): AsyncGenerator<RunEvent> {
  for (let at = 1; at <= 10; at++) {
    yield step(at);
    if (signal.aborted) {
      yield { kind: "stopped", step: at, folder: "runs/2026-11-27_demo" };
      return;
    }
  }
}

/** A clock that goes on by a second at each look. */
function clock(): () => number {
  let time = 0;
  return () => time++;
}

Deno.test("liveBoard() hands on all events and shows them in one place", async () => {
  const kernel = fakeKernel();
  const options = { kernel, signals: fakeSignals(), now: clock() };
  const seen = await Array.fromAsync(liveBoard(run, options));
  assertEquals(seen.map(({ kind }) => kind), Array(10).fill("step"));
  assertEquals(new Set(kernel.frames.map(({ id }) => id)).size, 1);
  assertEquals(kernel.frames.map(({ type }) => type), [
    "display_data",
    ...Array(11).fill("update_display_data"),
  ]);
});

Deno.test("liveBoard() shows bar, time left, loss, rate, angles, pace and a line", async () => {
  const kernel = fakeKernel();
  const options = { kernel, signals: fakeSignals(), now: clock() };
  await Array.fromAsync(liveBoard(run, options));
  assertEquals(
    kernel.frames[4]!.data["text/plain"],
    "step 4 of 10, epoch 1, 12 s left, loss 2.200, rate 1.0e-3, own centre 70.0°, nearest other 80.0°, 43 images/s",
  );
  const html = kernel.frames[4]!.data["text/html"]!;
  assertStringIncludes(html, "width:40.0%");
  assertStringIncludes(html, "<span>12 s left</span>");
  assertStringIncludes(html, 'aria-label="loss from 2.800 to 2.200"');
  assertMatch(
    html,
    /points="0\.0,2\.0 200\.0,[\d.]+ 400\.0,[\d.]+ 600\.0,78\.0"/,
  );
});

Deno.test("liveBoard() draws a frame at most four times a second", async () => {
  const kernel = fakeKernel();
  let time = 0;
  const now = () => time += 0.01;
  await Array.fromAsync(
    liveBoard(run, { kernel, now, signals: fakeSignals() }),
  );
  assertEquals(kernel.frames.length, 3); // getting ready, the first step, what stays
});

Deno.test("liveBoard() leaves in the file no time, rate or pace, the same each time", async () => {
  const last = async () => {
    const kernel = fakeKernel();
    const options = { kernel, signals: fakeSignals(), title: "Sphere" };
    await Array.fromAsync(liveBoard(run, options));
    return kernel.frames.at(-1)!.data;
  };
  const data = await last();
  assertEquals(
    data["text/plain"],
    "Sphere: loss 2.8 to 1 over steps 1 to 10, own centre 40.0°, nearest other 80.0°",
  );
  assertEquals(Object.keys(data), [
    "application/vnd.vegalite.v5+json",
    "image/png",
    "text/plain",
  ]);
  assertEquals(JSON.stringify(await last()), JSON.stringify(data));
  assert(!/images\/s|left|rate/.test(JSON.stringify(data)));
  assertStringIncludes(JSON.stringify(data), '"loss (nats)"');
});

Deno.test("liveBoard() leaves a chart that says what the loss is", async () => {
  const kernel = fakeKernel();
  const options = { kernel, signals: fakeSignals(), measure: "squared error" };
  await Array.fromAsync(liveBoard(run, options));
  const text = JSON.stringify(kernel.frames.at(-1)!.data);
  assertStringIncludes(text, '"squared error"');
  assert(!text.includes("nats"));
});

Deno.test("liveBoard() turns the Stop button into the run's signal, and goes on", async () => {
  const kernel = fakeKernel();
  const signals = fakeSignals();
  const kinds: string[] = [];
  for await (const event of liveBoard(run, { kernel, signals })) {
    kinds.push(event.kind);
    if (event.kind === "step" && event.step === 3) {
      signals.heard.forEach((listener) => listener());
      signals.heard.forEach((listener) => listener()); // impatient
    }
  }
  assertEquals(kinds, ["step", "step", "step", "stopped"]);
  assertEquals(
    kernel.frames.at(-1)!.data["text/plain"],
    "Training: loss 2.8 to 2.4 over steps 1 to 3, own centre 75.0°, nearest other 80.0°; stopped after step 3, saved",
  );
  assertEquals(signals.heard.size, 1); // the kernel lives on at a late press
});

Deno.test("liveBoard() shows what stays also where a run fails or is left", async () => {
  const kernel = fakeKernel();
  async function* failing() {
    yield step(1, { ownAngle: NaN, otherAngle: NaN });
    await Promise.reject(new RangeError("no luck"));
  }
  const options = { kernel, signals: fakeSignals() };
  await assertRejects(
    () => Array.fromAsync(liveBoard(failing, options)),
    RangeError,
    "no luck",
  );
  const text = () => kernel.frames.at(-1)!.data["text/plain"];
  assertEquals(text(), "Training: loss 2.8 to 2.8 over steps 1 to 1");
  for await (const event of liveBoard(run, options)) {
    if (event.kind === "step" && event.step === 2) break;
  }
  assertStringIncludes(text()!, "over steps 1 to 2");
});

Deno.test("liveBoard() prints one sentence where there is no notebook", async () => {
  const lines: string[] = [];
  const signals = fakeSignals();
  const options = {
    kernel: null,
    signals,
    print: (line: string) => void lines.push(line),
  };
  await Array.fromAsync(liveBoard(run, options));
  assertEquals(lines, [
    "Training: loss 2.8 to 1 over steps 1 to 10, own centre 40.0°, nearest other 80.0°",
  ]);
  assertEquals(signals.heard.size, 0);
  async function* nothing(): AsyncGenerator<RunEvent> {}
  await Array.fromAsync(liveBoard(nothing, options));
  assertEquals(lines[1], "Training: no step was done");
});

Deno.test("liveBoard() escapes what it is told", async () => {
  const kernel = fakeKernel();
  async function* noticed(): AsyncGenerator<RunEvent> {
    yield { kind: "notice", text: "a<b>.jpg" };
  }
  await Array.fromAsync(
    liveBoard(noticed, { kernel, signals: fakeSignals() }),
  );
  assertStringIncludes(kernel.frames[1]!.data["text/html"]!, "a&lt;b&gt;.jpg");
});
