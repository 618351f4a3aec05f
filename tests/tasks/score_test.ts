import { assertEquals, assertMatch } from "@std/assert";
import { featurePath } from "../weights/arrays/opened.ts";
import { assertRefused, asUser } from "./as_user.ts";

const pair = [
  ...["--query", featurePath("query.npy")],
  ...["--gallery", featurePath("gallery.npy")],
];

Deno.test("deno task score prints every convention side by side, what it read and what it left", async () => {
  const path = featurePath("features_packed.mat");
  const { code, out, err } = await asUser("score", [path]);
  assertEquals(code, 0, err);
  const lines = out.trimEnd().split("\n");
  assertEquals(lines[0], `${path}: MATLAB 5`);
  assertMatch(lines[1]!, /^read {5}query_f \[12,8\], query_label \[1,12\], /);
  assertEquals(
    lines[2],
    "left     names (a cell array), opt (a struct), name (a text), z (complex numbers)",
  );
  assertEquals(
    lines[3],
    "12 queries, 40 gallery images (3 junk, 4 distractors), rows of 8 numbers, 2.06 to 12.2 long; percent",
  );
  assertMatch(
    lines[4]!,
    /^ +rank-1 +rank-5 +rank-10 +rank-20 +mAP +mAP \(Market\) +mINP$/,
  );
  const rows = lines.slice(5, -1).map((line) => line.split(/ {2,}/));
  assertEquals(rows.map(([name]) => name), [
    "cosine, skip",
    "cosine, zero",
    "Euclidean, skip",
    "Euclidean, zero",
    "cosine, skip, multi-query",
    "cosine, zero, multi-query",
    "Euclidean, skip, multi-query",
    "Euclidean, zero, multi-query",
  ]);
  const [first, second, third] = rows;
  assertEquals(first!.slice(5), ["53.1", "47.6", "49.6"]);
  assertEquals(second!.slice(5), ["44.3", "39.6", "41.4"]);
  assertEquals(third!.slice(5), ["34.2", "29.0", "22.8"]);
  assertMatch(lines.at(-1)!, /^torchreid prints Euclidean, skip, mAP; /);
  assertMatch(
    err,
    /^note +2 of 12 queries have no match by another camera in the gallery: /m,
  );
});

Deno.test("deno task score --fast gives the same scores by WebAssembly", async () => {
  const scored = async (...flags: string[]) => {
    const said = await asUser("score", [...pair, "--json", ...flags]);
    assertEquals(said.code, 0, said.err);
    return JSON.parse(said.out).rows;
  };
  assertEquals(await scored("--fast"), await scored());
});

Deno.test("deno task score takes two files of deno task embed, one convention, and gives JSON", async () => {
  const flags = ["--metric", "euclidean", "--unmatched", "zero", "--json"];
  const { code, out, err } = await asUser("score", [...pair, ...flags]);
  assertEquals(code, 0, err);
  const { rows, files, queries, gallery, junk, distractors, size } = JSON.parse(
    out,
  );
  const expected = JSON.parse(
    await Deno.readTextFile(featurePath("expected.json")),
  ).scores;
  assertEquals(rows.length, 1);
  assertEquals(
    rows[0],
    expected.find((row: typeof rows[0]) =>
      row.metric === "euclidean" && row.unmatched === "zero" && !row.multi
    ),
  );
  assertEquals(
    [files.length, queries, gallery, junk, distractors, size],
    [4, 12, 40, 3, 4, 8],
  );
});

Deno.test("deno task score reads fastreid's list with --queries, other names with --keys, HDF5 as it may", async () => {
  const scored = async (...args: string[]) => {
    const { code, out, err } = await asUser("score", [...args, "--json"]);
    assertEquals(code, 0, err);
    return JSON.parse(out).rows;
  };
  const rows = await scored(featurePath("features.h5"));
  assertEquals(
    await scored(featurePath("fastreid.pth"), "--queries", "12"),
    rows,
  );
  const turned = await scored(
    featurePath("features.npz"),
    "--keys",
    "query_f=gf,query_label=g_pids,query_cam=g_camids,gallery_f=qf,gallery_label=q_pids,gallery_cam=q_camids",
    "--persons-from",
    "0",
  ).catch((error) => error.message);
  // The gallery as queries: it has junk, which asks for nobody.
  assertMatch(turned, /query 0, counted from 0, has -1, leave it out/);
  const [row] = await scored(...pair, "--cameras", "none");
  assertEquals(row.queries, 11);
});

Deno.test("deno task score refuses what it cannot score, in words", async () => {
  const npz = featurePath("features.npz");
  assertRefused(
    await asUser("score", []),
    "Cannot score as there must be features of queries and a gallery: write deno task score FEATURES, or --query FILE --gallery FILE",
    2,
  );
  assertRefused(
    await asUser("score", [npz, ...pair]),
    "Cannot use --query and --gallery with FEATURES as that file has both: leave one or the other out",
    2,
  );
  assertRefused(
    await asUser("score", [...pair, "--queries", "3"]),
    "Cannot use --queries with --gallery as the gallery has its own file: leave one out",
    2,
  );
  assertRefused(
    await asUser("score", [npz, "--keys", "query_f"]),
    'Cannot read --keys as it must be KEY=NAME, more after commas: current part is "query_f"',
    2,
  );
  const hostile = featurePath("hostile.npz");
  assertRefused(
    await asUser("score", [hostile]),
    `Cannot read features of "${hostile}" as "q_pids" must be an array of real numbers: it is Python objects as a pickle (|O), save it as one`,
  );
  const cells = featurePath("hostile.mat");
  assertRefused(
    await asUser("score", [cells]),
    `Cannot read features of "${cells}" as "query_label" must be an array of real numbers: it is a cell array, save it as one`,
  );
  assertRefused(
    await asUser("score", ["nowhere.npz"]),
    'Cannot read "nowhere.npz" as no such file or directory (os error 2): check the path',
  );
});
