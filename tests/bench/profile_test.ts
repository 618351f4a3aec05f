import { assert, assertAlmostEquals, assertRejects } from "@std/assert";
import { useEngine } from "../../lib/engine/mod.ts";
import { onEngines } from "../_kit/engines.ts";
import { profile } from "./profile.ts";

const FLAGS = {
  ...{ quick: true, rounds: 1, resume: false, sizes: "16:256x128" },
  ...{ python: undefined, save: undefined, verbose: false },
};
const kept = () => Promise.resolve();

onEngines("deno task bench profile tells all of a step", async () => {
  const engine = await useEngine("tensorflow");
  const { size, seconds, rows } = await profile.race(FLAGS, engine, kept);
  assert(size.batch === 2 && size.height === 64 && size.width === 32);
  assertAlmostEquals(
    rows.reduce((sum, row) => sum + row.seconds, 0),
    seconds,
    1e-9,
  );
  const of = (kind: string) => rows.find((row) => row.kind === kind);
  // 36 convolutions of 1x1, each forward and twice back, and the dense layers
  assert(of("matrix products, convolutions of 1x1 among them")!.calls >= 108);
  // 53 batch norms of the trunk and 2 of the neck, forward and back
  assert(of("batch norms")!.calls >= 100);
  assert(of("other convolutions")!.gigaflop > 0);
  assert(rows.every((row) => row.seconds > 0));
}, { engines: ["tensorflow"] });

Deno.test("deno task bench profile wants the engine that has oneDNN", async () => {
  const engine = await useEngine("cpu");
  await assertRejects(
    () => profile.race(FLAGS, engine, kept),
    Error,
    "Cannot profile a step as the engine must be tensorflow, whose oneDNN keeps a log: it is cpu: leave out --engine",
  );
});
