import { assert, assertEquals, assertMatch } from "@std/assert";
import sharp from "sharp";
import { decodeNpy } from "../../lib/data/mod.ts";
import {
  assertRefused,
  asUser,
  copy,
  firstImage,
  names,
  place,
  tinySet,
} from "./as_user.ts";
import { trainedRun } from "./trained_run.ts";

const FULL =
  "file too large (os error 27): free some space or choose another disk";

/** Flags that every call has: the run, and an engine that is always there. */
async function byRun(): Promise<string[]> {
  return ["--run", (await trainedRun()).path, "--engine", "wasm"];
}

Deno.test("deno task embed writes unit rows for NumPy, and an index of what each is of", async () => {
  const folder = `${await tinySet()}/query`;
  const out = `${place}/query.npy`;
  const flags = [folder, ...await byRun(), "--out", out];
  const said = await asUser("embed", flags);
  assertEquals(said.code, 0, said.err);
  assertMatch(said.out, /^3 rows of \d+ in .*query\.npy, their pictures in /);
  const { shape, values } = decodeNpy(await Deno.readFile(out), out);
  const [count, size] = shape as [number, number];
  assertEquals(count, 3);
  for (let row = 0; row < count; row++) {
    const squared = (values as Float32Array)
      .subarray(row * size, (row + 1) * size)
      .reduce((sum, value) => sum + value ** 2, 0);
    assert(Math.abs(squared - 1) < 1e-5);
  }
  const index = JSON.parse(await Deno.readTextFile(`${place}/query.json`));
  assertEquals(
    index.pictures.map(({ path }: { path: string }) => path),
    names(folder).map((name) => `${folder}/${name}`),
  );
  for (const { path, person, camera } of index.pictures) {
    const [, who, where] = /(\d+)_c(\d)[^/]*$/.exec(path)!;
    assertEquals([person, camera], [Number(who), Number(where)]);
  }
  assertEquals([index.shape, index.flip, index.leftOut], [shape, false, 0]);
  assertEquals(index.input.height, 32);
  const { code, out: json } = await asUser("embed", [...flags, "--json"]);
  assertEquals([code, JSON.parse(json).network], [0, index.network]);
});

Deno.test("deno task embed --format writes the same rows for vector databases", async () => {
  const folder = `${await tinySet()}/query`;
  const flags = [folder, ...await byRun()];
  const write = async (format: string, end: string) => {
    const out = `${place}/database${end}`;
    const more = ["--format", format, "--out", out];
    const said = await asUser("embed", [...flags, ...more]);
    assertEquals(said.code, 0, said.err);
    return await Deno.readFile(out);
  };
  const text = async (format: string, end: string) =>
    new TextDecoder().decode(await write(format, end)).trimEnd().split("\n");
  const npy = decodeNpy(await write("npy", ".npy"), "database.npy");
  const lines = (await text("jsonl", ".jsonl")).map((line) => JSON.parse(line));
  assertEquals(
    Float32Array.from(lines.flatMap(({ vector }) => vector)),
    npy.values as Float32Array,
  );
  const { pictures, format } = JSON.parse(
    await Deno.readTextFile(`${place}/database.json`),
  );
  assertEquals([format, lines.map(({ payload }) => payload)], [
    "jsonl",
    pictures,
  ]);
  const rows = (await text("pgvector", ".tsv")).map((line) => line.split("\t"));
  assertEquals(
    rows.map(([id, path]) => [Number(id), path]),
    pictures.map(({ path }: { path: string }, at: number) => [at, path]),
  );
  assertEquals(
    Float32Array.from(rows.flatMap(([, , , , row]) => JSON.parse(row!))),
    npy.values as Float32Array,
  );
  assertRefused(
    await asUser("embed", [...flags, "--format", "jsonl", "--out", "a.npy"]),
    'Cannot write "a.npy" as its name must end in .jsonl: the index beside it ends in .json',
    2,
  );
});

Deno.test("deno task embed takes a list, and tells of a picture that it leaves out", async () => {
  const image = firstImage(`${await tinySet()}/query`);
  const folder = `${place}/list`;
  Deno.mkdirSync(folder);
  Deno.copyFileSync(image, `${folder}/somebody.jpg`);
  Deno.writeTextFileSync(`${folder}/bad.jpg`, "no picture");
  Deno.writeTextFileSync(`${folder}/all.txt`, "bad.jpg\nsomebody.jpg\n");
  const out = `${place}/list.npy`;
  const flags = [`${folder}/all.txt`, ...await byRun(), "--out", out];
  const said = await asUser("embed", flags);
  assertEquals(said.code, 0, said.err);
  assertMatch(said.err, /^note .*bad\.jpg/m);
  const index = JSON.parse(await Deno.readTextFile(`${place}/list.json`));
  assertEquals([index.shape[0], index.leftOut], [1, 1]);
  assertEquals(index.pictures, [
    { path: `${folder}/somebody.jpg`, person: null, camera: null },
  ]);
  const strict = await asUser("embed", [...flags, "--strict"]);
  assertEquals([strict.code, strict.out], [1, ""]);
  assertRefused(
    await asUser("embed", [`${folder}/bad.jpg`, ...await byRun()]),
    `Cannot embed "${folder}/bad.jpg" as at least one picture must be readable: none of 1 is`,
  );
});

Deno.test("deno task embed refuses what is missing, and leaves nothing half-written", async () => {
  const folder = `${await tinySet()}/bounding_box_test`;
  const run = await byRun();
  assertRefused(
    await asUser("embed", run),
    "Cannot embed as there must be pictures: write deno task embed SOURCE --run RUN",
    2,
  );
  assertRefused(
    await asUser("embed", [folder]),
    "Cannot embed as there must be a run: write deno task embed SOURCE --run RUN",
    2,
  );
  assertRefused(
    await asUser("embed", [folder, ...run, "--out", "a.txt"]),
    'Cannot write "a.txt" as its name must end in .npy: the index beside it ends in .json',
    2,
  );
  assertRefused(
    await asUser("embed", [`${folder}/none`, ...run]),
    `Cannot list the pictures of "${folder}/none" as it must be a folder, a list or a picture: there is none of that name, check the path`,
  );
  const out = `${place}/full-disk`;
  Deno.mkdirSync(out);
  const flags = [folder, ...run, "--out", `${out}/a.npy`];
  assertRefused(
    await asUser("embed", flags, { limit: 6 }),
    `Cannot write "${out}/a.npy" as ${FULL}`,
  );
  assertEquals(names(out), []);
});

Deno.test("deno task search ranks a gallery, keeps its embeddings, and draws the strip", async () => {
  const set = await tinySet();
  const query = firstImage(`${set}/query`);
  const gallery = `${place}/gallery`;
  copy(`${set}/bounding_box_test`, gallery);
  Deno.copyFileSync(query, `${gallery}/copy.jpg`);
  const strip = `${place}/strip.png`;
  const flags = [
    ...["--query", query, "--gallery", gallery, "--top", "4"],
    ...await byRun(),
  ];
  const said = await asUser("search", [...flags, "--strip", strip]);
  assertEquals(said.code, 0, said.err);
  assertMatch(said.err, /^gallery {2}20 pictures, 0 of them from the cache$/m);
  const lines = said.out.trimEnd().split("\n");
  assertEquals(lines.length, 5);
  assertEquals(lines[0], `1   1.000  ${gallery}/copy.jpg`);
  assertEquals(lines[4], `drawn in ${strip}`);
  const { width } = await sharp(strip).metadata();
  assertEquals(width, 8 + 5 * 112 + 8);

  const again = await asUser("search", [...flags, "--json"]);
  assertEquals(again.code, 0, again.err);
  const { found, gallery: kept, query: asked } = JSON.parse(again.out);
  assertEquals(kept, { pictures: 20, reused: 20 });
  assertEquals(
    lines.slice(0, 4),
    found.map((
      { rank, similarity, path, right }: {
        rank: number;
        similarity: number;
        path: string;
        right: boolean | null;
      },
    ) =>
      `${rank}  ${similarity.toFixed(3).padStart(6)}  ${path}${
        right === null ? "" : right ? "  right" : "  wrong"
      }`
    ),
  );
  for (const { person, right } of found) {
    const known = person !== null && person !== -1;
    assertEquals(right, known ? person === asked.person : null);
  }
});

Deno.test("deno task search leaves out the query's own file, and judges no one unknown", async () => {
  const set = await tinySet();
  const folder = `${place}/unknown`;
  Deno.mkdirSync(folder);
  const images = names(`${set}/query`);
  images.forEach((name, at) =>
    Deno.copyFileSync(`${set}/query/${name}`, `${folder}/picture${at}.jpg`)
  );
  const run = await byRun();
  const query = `${folder}/picture0.jpg`;
  const flags = ["--query", query, "--gallery", folder, ...run, "--json"];
  const said = await asUser("search", flags);
  assertEquals(said.code, 0, said.err);
  const { found } = JSON.parse(said.out);
  const paths = found.map(({ path }: { path: string }) => path).sort();
  assertEquals(paths, [`${folder}/picture1.jpg`, `${folder}/picture2.jpg`]);
  assert(found.every(({ right }: { right: unknown }) => right === null));
});

Deno.test("deno task search refuses what is missing, and leaves the strip as it was", async () => {
  const set = await tinySet();
  const query = firstImage(`${set}/query`);
  const gallery = `${set}/bounding_box_test`;
  const run = await byRun();
  const all = ["--query", query, "--gallery", gallery, ...run];
  const usage = "write deno task search --query IMG --gallery DIR --run RUN";
  assertRefused(
    await asUser("search", all.slice(2)),
    `Cannot search as --query must be given: ${usage}`,
    2,
  );
  assertRefused(
    await asUser("search", ["--query", query, ...run]),
    `Cannot search as --gallery must be given: ${usage}`,
    2,
  );
  assertRefused(
    await asUser("search", all.slice(0, 4)),
    `Cannot search as --run must be given: ${usage}`,
    2,
  );
  assertRefused(
    await asUser("search", [...all, "--strip", "found.jpg"]),
    'Cannot write "found.jpg" as its name must end in .png: write --strip found.png',
    2,
  );
  assertRefused(
    await asUser("search", ["--query", gallery, ...all.slice(2)]),
    `Cannot search as --query must be one picture: "${gallery}" has 19`,
    2,
  );
  assertRefused(
    await asUser("search", ["--query", query, "--gallery", query, ...run]),
    `Cannot search in "${query}" as it must hold a picture other than the query: it holds none`,
  );
  assertRefused(
    await asUser("search", [...all, "--strip", `${place}/none/a.png`]),
    `Cannot write "${place}/none/a.png" as no such file or directory (os error 2): check the path`,
  );
});
