import { assertEquals, assertRejects } from "@std/assert";
import { distinctNames, readRunRecord } from "../../../lib/run/mod.ts";
import { sandbox } from "../../_kit/sandbox.ts";

Deno.test("readRunRecord() reads what a run left, and no place of the machine", async () => {
  await using box = await sandbox();
  const json = (file: string, value: unknown) =>
    box.write(`a/${file}`, JSON.stringify(value));
  const scores = {
    rank1: 1,
    rank5: 1,
    rank10: 1,
    map: 0.5,
    marketMap: 0.4,
    minp: 0.3,
    queries: 2,
    gallery: 3,
  };
  await json("config.json", {
    data: { kind: "folder", path: "/srv/jane/Market" },
    input: { mean: [0.5, 1], erase: null },
  });
  await json("environment.json", {
    cores: 2,
    command: "deno task train --data /srv/jane/Market --epochs 2",
  });
  const summary = {
    recipe: "demo",
    engine: "wasm",
    steps: 2,
    seconds: 3,
    imagesPerSecond: null,
    judged: { checkpoint: "last", step: 2 },
    test: scores,
    histogram: scores,
  };
  await json("summary.json", {
    ...summary,
    folder: "/srv/jane/runs/a",
    data: "/srv/jane/Market",
  });
  await box.write("a/metrics.jsonl", '{"kind":"step","step":1}\n{"kind":"st');
  const record = await readRunRecord(`${box.folder}/a/`);
  assertEquals(record, {
    name: "a",
    recipe: {
      "data.kind": "folder",
      "data.path": "Market",
      "input.mean": "[0.5,1]",
      "input.erase": "null",
    },
    data: "Market",
    environment: {
      cores: 2,
      command: "deno task train --data Market --epochs 2",
    },
    summary: summary as typeof record.summary,
    metrics: [{ kind: "step", step: 1 }],
  });
  assertEquals(JSON.stringify(record).includes("jane"), false);
});

Deno.test("readRunRecord() takes a run that was stopped early", async () => {
  await using box = await sandbox();
  await box.write("b/config.json", '{"data":{"kind":"drawn"},"epochs":9}');
  assertEquals(await readRunRecord(`${box.folder}/b`), {
    name: "b",
    recipe: { "data.kind": "drawn", epochs: "9" },
    data: "drawn pedestrians",
    environment: {},
    summary: null,
    metrics: [],
  });
});

Deno.test("readRunRecord() refuses what is no run, and names a damaged file", async () => {
  await using box = await sandbox();
  const none = `${box.folder}/none`;
  await assertRejects(
    () => readRunRecord(none),
    Deno.errors.NotFound,
    `Cannot report on "${none}" as it must be a run folder: it has no config.json, check the path`,
  );
  const file = await box.write("file", "");
  await assertRejects(() => readRunRecord(file), Deno.errors.NotFound);
  for (const text of ["{", "7"]) {
    const path = await box.write("c/config.json", text);
    await assertRejects(
      () => readRunRecord(`${box.folder}/c`),
      SyntaxError,
      `Cannot read "${path}" as it must be an object in JSON: copy the run again`,
    );
  }
});

Deno.test("distinctNames() numbers equal names", () => {
  assertEquals(distinctNames(["a", "b", "a", "a", "a (2)"]), [
    "a",
    "b",
    "a (2)",
    "a (3)",
    "a (2) (2)",
  ]);
});
