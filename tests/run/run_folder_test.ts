import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import {
  createRunFolder,
  runFolder,
  writeJson,
  writeTogether,
  writeWhole,
} from "../../lib/run/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { tinyRecipe } from "../_kit/tiny_recipe.ts";

const read = async (path: string) => JSON.parse(await Deno.readTextFile(path));
const names = (folder: string) =>
  [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("createRunFolder() is named by date and recipe, and numbered if there is one", async () => {
  await using box = await sandbox();
  const root = `${box.folder}/all/runs`;
  const paths: string[] = [];
  for (let i = 0; i < 3; i++) {
    paths.push((await createRunFolder(root, tinyRecipe(), {})).path);
  }
  const [first, second, third] = paths.map((path) =>
    path.slice(root.length + 1)
  );
  assertMatch(first!, /^\d{4}-\d\d-\d\d_tiny$/);
  assertEquals([second, third], [`${first}_2`, `${first}_3`]);
});

Deno.test("createRunFolder() writes recipe and environment and makes the inner folders", async () => {
  await using box = await sandbox();
  const recipe = tinyRecipe();
  const folder = await createRunFolder(box.folder, recipe, { cores: 2 });
  assertEquals(await read(folder.config), recipe);
  assertEquals(await read(folder.environment), { cores: 2 });
  assertEquals(names(folder.path), [
    "checkpoints",
    "config.json",
    "environment.json",
    "events",
    "figures",
  ]);
  assertEquals(folder, runFolder(folder.path));
});

Deno.test("createRunFolder() passes on that it may not write", async () => {
  await using box = await sandbox();
  const root = await box.write("file", "");
  await assertRejects(() => createRunFolder(root, tinyRecipe(), {}));
});

Deno.test("writeJson() leaves the file as it was when it cannot write", async () => {
  await using box = await sandbox();
  const path = await box.write("a.json", "1\n");
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;
  await assertRejects(() => writeJson(path, loop), TypeError);
  assertEquals(await Deno.readTextFile(path), "1\n");
  await writeJson(path, { b: [1] });
  assertEquals(await read(path), { b: [1] });
  assertEquals(names(box.folder), ["a.json"]);
});

Deno.test("writeTogether() writes all files or none", async () => {
  await using box = await sandbox();
  const [one, two] = [`${box.folder}/one`, `${box.folder}/two`];
  const bytes = [Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)];
  await writeTogether([[one, () => bytes], [two, () => "text"]]);
  assertEquals(await Deno.readFile(one), Uint8Array.of(1, 2, 3));
  assertEquals(await Deno.readTextFile(two), "text");
  await assertRejects(
    () => writeTogether([[two, () => "new"], [`${two}/below`, () => "new"]]),
    Error,
    `Cannot write "${two}/below" as not a directory (os error 20)`,
  );
  const thrown = () => {
    throw new TypeError("no text");
  };
  await assertRejects(
    () => writeTogether([[two, () => "new"], [one, thrown]]),
    TypeError,
    "no text",
  );
  assertEquals(await Deno.readTextFile(two), "text");
  await writeWhole(two, () => bytes);
  assertEquals(await Deno.readFile(two), Uint8Array.of(1, 2, 3));
  assertEquals(names(box.folder), ["one", "two"]);
});
