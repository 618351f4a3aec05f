import { assert, assertEquals } from "@std/assert";
import { readMetrics, type RunFolder, runFolder } from "../../lib/run/mod.ts";
import {
  assertRefused,
  asUser,
  commandOf,
  copy,
  filesBelow,
  names,
  onlyRun,
  place,
  tiny,
  tinySet,
} from "./as_user.ts";

const FULL =
  "file too large (os error 27): free some space or choose another disk";

let stopping: Promise<RunFolder> | undefined;

/** A copy of a run that was stopped by Ctrl-C in its first epoch of four. */
async function stopped(name: string): Promise<RunFolder> {
  stopping ??= (async () => {
    const root = `${place}/stopped`;
    const flags = ["--persons", "3", "--images", "2", "--epochs", "4"];
    const child = commandOf(
      "train",
      await tiny(...flags, "--every", "1", "--out", root),
    ).spawn();
    const text = child.stderr.pipeThrough(new TextDecoderStream());
    let [err, sent] = ["", false];
    for await (const part of text) {
      err += part;
      if (sent || !/^train:/m.test(err)) continue;
      child.kill("SIGINT");
      sent = true;
    }
    assertEquals((await child.status).code, 130, err);
    await child.stdout.cancel();
    const folder = onlyRun(root);
    const [last, said] = err.trimEnd().split("\n").toReversed();
    const { step } = (await readMetrics(folder.metrics)).at(-1)!;
    assert(step < 32, "it was stopped before its end");
    assertEquals(
      last,
      `Stopped after step ${step}, saved. Go on with: deno task train --resume ${folder.path}`,
    );
    assert(said?.startsWith("train:"));
    assert(
      err.includes("\nStopping after this step; once more to stop at once.\n"),
    );
    return folder;
  })();
  const folder = runFolder(`${place}/${name}`);
  copy((await stopping).path, folder.path);
  return folder;
}

/** The same, to be resumed for the rest of its epoch only. */
async function almostDone(name: string): Promise<RunFolder> {
  const folder = await stopped(name);
  const { step } = (await readMetrics(folder.metrics)).at(-1)!;
  const recipe = JSON.parse(Deno.readTextFileSync(folder.config));
  const epochs = Math.floor(step / 8) + 1;
  Deno.writeTextFileSync(folder.config, JSON.stringify({ ...recipe, epochs }));
  return folder;
}

/** Fails unless a file holds these bytes; quicker on megabytes than assertEquals. */
function assertSame(path: string, before: Uint8Array): void {
  const now = Deno.readFileSync(path);
  const changed = before.findIndex((byte, index) => byte !== now[index]);
  assertEquals([now.length, changed], [before.length, -1]);
}

/** No file with a temporary name. */
function assertNoRests(folder: string): void {
  assertEquals(filesBelow(folder).filter((name) => /tmp/.test(name)), []);
}

Deno.test("Ctrl-C ends the step, saves and exits with 130; --resume completes the run", async () => {
  const folder = await stopped("interrupted");
  assertNoRests(folder.path);
  const flags = ["--resume", folder.path, "--engine", "wasm", "--json"];
  const { code, out, err } = await asUser("train", flags);
  assertEquals(code, 0, err);
  assertEquals(JSON.parse(out).steps, 32);
  const rows = await readMetrics(folder.metrics);
  const steps = rows.filter(({ kind }) => kind === "step")
    .map(({ step }) => step);
  assertEquals(steps, Array.from({ length: 32 }, (_, i) => i + 1));
  assertNoRests(folder.path);
});

Deno.test("a disk that fills before the run begins leaves no run folder", async () => {
  const out = `${place}/full-at-once`;
  const said = await asUser("train", await tiny("--out", out), { limit: 1 });
  const [path] = /"[^"]*"/.exec(said.err)!;
  assert(path.endsWith('/config.json"'));
  assertRefused(said, `Cannot write ${path} as ${FULL}`);
  assertEquals(names(out), []);
});

Deno.test("a disk that fills at the first checkpoint says so and leaves no part of it", async () => {
  const out = `${place}/full-at-first`;
  const said = await asUser("train", await tiny("--out", out), { limit: 500 });
  const folder = onlyRun(out);
  assertRefused(
    said,
    `Cannot write "${folder.last}" as file too large (os error 27): nothing was changed there`,
  );
  assertNoRests(folder.path);
  assertEquals(names(`${folder.path}/checkpoints`), []);
  const rows = await readMetrics(folder.metrics);
  assertEquals(rows.map(({ kind }) => kind), ["step", "angles"]);
});

Deno.test("a disk that fills at a later checkpoint keeps the one before, and metrics", async () => {
  const folder = await almostDone("full-later");
  const before = Deno.readFileSync(folder.last);
  const rows = await readMetrics(folder.metrics);
  const flags = ["--resume", folder.path, "--engine", "wasm"];
  assertRefused(
    await asUser("train", flags, { limit: 500 }),
    `Cannot write "${folder.last}" as file too large (os error 27): nothing was changed there`,
  );
  assertSame(folder.last, before);
  const kept = await readMetrics(folder.metrics);
  assertEquals(kept.slice(0, rows.length), rows);
  assertNoRests(folder.path);
  assertEquals((await asUser("train", flags)).code, 0);
});

Deno.test("a disk that fills at metrics.jsonl keeps the checkpoint and the rows before", async () => {
  const folder = await almostDone("full-metrics");
  const before = Deno.readFileSync(folder.last);
  const limit = Math.ceil(before.length / 1024) + 100; // a checkpoint fits
  const row = { kind: "padding", step: 1, text: "" };
  const rest = limit * 1024 - Deno.statSync(folder.metrics).size -
    JSON.stringify(row).length - 10;
  Deno.writeTextFileSync(
    folder.metrics,
    `${JSON.stringify({ ...row, text: " ".repeat(rest) })}\n`,
    { append: true },
  );
  const rows = await readMetrics(folder.metrics);
  const flags = ["--resume", folder.path, "--engine", "wasm"];
  const message = `Cannot write "${folder.metrics}" as ${FULL}`;
  assertRefused(await asUser("train", flags, { limit }), message);
  assertSame(folder.last, before);
  assertEquals(await readMetrics(folder.metrics), rows);
  // not even room for the rows that there are
  const whole = Deno.readTextFileSync(folder.metrics);
  assertRefused(
    await asUser("train", flags, { limit: limit - 10 }),
    message,
  );
  assertEquals(Deno.readTextFileSync(folder.metrics), whole);
  assertSame(folder.last, before);
  assertNoRests(folder.path);
});

Deno.test("without permission to write, training says so and begins nothing", async () => {
  const out = `${place}/denied`;
  const surroundings = { write: `${place}/cache` };
  assertRefused(
    await asUser("train", await tiny("--out", out), surroundings),
    `Cannot make a run folder in "${out}" as Deno must be allowed to: requires write access to "${out}", run again with the --allow-write flag`,
  );
  assertEquals(names(out), []);
  const folder = await stopped("denied-later");
  const before = Deno.readFileSync(folder.last);
  const { metrics } = folder;
  assertRefused(
    await asUser(
      "train",
      ["--resume", folder.path, "--engine", "wasm"],
      surroundings,
    ),
    `Cannot write "${metrics}" as Deno must be allowed to: requires write access to "${metrics}.tmp", run again with the --allow-write flag`,
  );
  assertSame(folder.last, before);
});

Deno.test("without permission to write, drawing says so", async () => {
  const out = `${place}/denied-set`;
  assertRefused(
    await asUser("draw", ["--out", out], { write: `${place}/cache` }),
    `Cannot draw pedestrians into "${out}" as Deno must be allowed to: requires write access to "${place}", run again with the --allow-write flag`,
  );
});

Deno.test("a file where a folder should be is told", async () => {
  const file = `${place}/file`;
  Deno.writeTextFileSync(file, "");
  assertRefused(
    await asUser("train", await tiny("--out", file)),
    `Cannot make a run folder in "${file}" as file exists (os error 17): check the path`,
  );
  assertRefused(
    await asUser("draw", ["--out", file]),
    `Cannot draw pedestrians into "${file}" as not a directory (os error 20): check the path`,
  );
  assertRefused(
    await asUser("train", await tiny("--data", file)),
    `Cannot read the data set "${file}" as it must be a folder: it is a file, check the path`,
  );
});

Deno.test("deno task draw leaves another set alone", async () => {
  const set = await tinySet();
  const before = filesBelow(set);
  const { code, err } = await asUser("draw", ["--out", set]);
  assertEquals(code, 1);
  assert(
    err.startsWith(
      `error: Cannot draw pedestrians into "${set}" as it must be empty or hold the same set: it holds another one (persons 8 instead of `,
    ),
    err,
  );
  assertEquals(filesBelow(set), before);
});
