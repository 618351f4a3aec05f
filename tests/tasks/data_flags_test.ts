import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { presets } from "../../lib/recipe/mod.ts";
import {
  DATA_FLAGS,
  dataOptions,
  refuseWithout,
} from "../../tasks/data_flags.ts";
import { readFlags, UsageError } from "../../tasks/flags.ts";
import { RECIPE_FLAGS } from "../../tasks/recipe_flags.ts";
import { recipeFrom } from "../../tasks/recipe_from.ts";
import { readDataset } from "../../lib/data/mod.ts";
import { place } from "./as_user.ts";
import { empty, toyFiles } from "../data/toy_files.ts";

const task = { name: "doctor", summary: "Tells", examples: [] } as const;
const read = (...args: string[]) =>
  readFlags({ ...task, flags: DATA_FLAGS }, args);
const recipe = (...args: string[]) =>
  recipeFrom(readFlags({ ...task, flags: RECIPE_FLAGS }, args), "demo");

Deno.test("dataOptions() gives what was given, and nothing else", () => {
  assertEquals(dataOptions(read()), {});
  assertEquals(
    dataOptions(read(
      "--camera-policy",
      "image",
      "--train-only",
      "--boxes",
      "labeled",
      "--split-seed",
      "3",
    )),
    { camera: "image", trainval: false, boxes: "labeled", splitSeed: 3 },
  );
});

Deno.test("refuseWithout() names the flag that needs a data set", () => {
  refuseWithout(read(), "none is named");
  for (
    const args of [
      ["--camera-policy", "none"],
      ["--train-only"],
      ["--boxes", "detected"],
      ["--split-seed", "0"],
    ]
  ) {
    assertThrows(
      () => refuseWithout(read(...args), "none is named"),
      UsageError,
      `Cannot use ${
        args[0]
      } as there must be a data set to read: none is named, add --data DIR`,
    );
  }
});

Deno.test("recipeFrom() puts the flags of a data set into the recipe", async () => {
  assertEquals((await recipe()).data, presets.demo.recipe.data);
  assertEquals((await recipe("--data", "set")).data, {
    kind: "folder",
    path: "set",
  });
  const kept = await recipe("--data", "set", "--camera-policy", "_k(\\d+)");
  assertEquals(kept.data, { kind: "folder", path: "set", camera: "_k(\\d+)" });
  await assertRejects(
    () => recipe("--split-seed", "1"),
    UsageError,
    "the recipe draws its pedestrians, add --data DIR",
  );
  const path = `${place}/recipe.json`;
  await Deno.writeTextFile(path, JSON.stringify(kept));
  assertEquals((await recipe("--recipe", path)).data, kept.data);
  assertEquals((await recipe("--recipe", path, "--train-only")).data, {
    kind: "folder",
    path: "set",
    camera: "_k(\\d+)",
    trainval: false,
  });
  // Another set is read by its own flags.
  assertEquals((await recipe("--recipe", path, "--data", "other")).data, {
    kind: "folder",
    path: "other",
  });
});

Deno.test("recipeFrom() says what the reader understands", async () => {
  const root = await toyFiles(empty("1/a.jpg", "2/a.jpg", "2/b.jpg"));
  const { data } = await recipe("--data", root, "--camera-policy", "none");
  assert(data.kind === "folder");
  const { kind: _, path, ...options } = data;
  const { query, gallery } = await readDataset(path, options);
  assertEquals([query[0]!.camera, gallery[0]!.camera], [1, 2]);
});
