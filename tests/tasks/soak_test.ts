import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { recordings } from "../soak/recordings.ts";
import { startOrSkip } from "../_kit/engines.ts";
import { assertRefused, asUser, names, place } from "./as_user.ts";

Deno.test({
  name: "deno task soak --quick soaks what is named, tells it and keeps it",
  sanitizeOps: false, // a library, once loaded, stays
  sanitizeResources: false,
  async fn() {
    const engine = await startOrSkip("tensorflow");
    if (engine === null) return;
    const folder = `${place}/soaks`;
    Deno.mkdirSync(folder);
    const env = { SPHEREREID_LIBTENSORFLOW: engine.details.library };
    const flags = ["--quick", "--engine=tensorflow", `--save=${folder}`];
    const said = await asUser("soak", ["recordings", ...flags], { env });
    assertEquals(said.code, 0, said.err);
    assertEquals(names(folder), ["soak_recordings.json"]);
    const kept = JSON.parse(
      Deno.readTextFileSync(`${folder}/soak_recordings.json`),
    );
    assertEquals(kept.faults, []);
    assertEquals(kept.rows.at(-1).recordings, recordings.quick);
    assertEquals(
      kept.environment.command,
      "deno task soak recordings --quick",
    );
    const [head, ...lines] = said.out.trimEnd().split("\n");
    assertMatch(head!, /^recordings {2}kept {2}tensors .* residentMB$/);
    assertEquals(lines.length, kept.rows.length + 1);
    assertEquals(lines.at(-1), kept.found);
    assertMatch(said.err, /^recordings: 100 % \(200 of 200 recordings\), /m);
  },
});

Deno.test("deno task soak fails if one soak fails, and goes on with the others", async () => {
  const said = await asUser("soak", [
    "recordings",
    "steps",
    "--quick",
    "--engine=wasm",
    "--json",
  ]);
  assertEquals(said.code, 1);
  assertStringIncludes(
    said.err,
    "recordings: Cannot soak recordings as the engine must record: current engine is wasm, pass --engine tensorflow",
  );
  const { name, rows, faults } = JSON.parse(said.out);
  assertEquals([name, faults, rows.at(-1).steps], ["steps", [], 20]);
  assertEquals([rows[0].handles, rows[0].functions], [null, null]);
});

Deno.test("deno task soak names a soak that it does not know", async () => {
  assertRefused(
    await asUser("soak", ["steps", "record"]),
    'Cannot soak "record" as it must be one of recordings, steps, weights, rerank, features, lab: did you mean recordings?',
    2,
  );
  assertRefused(
    await asUser("soak", ["everything"]),
    'Cannot soak "everything" as it must be one of recordings, steps, weights, rerank, features, lab: see deno task soak --help',
    2,
  );
});
