import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { assertRefused, asUser } from "./as_user.ts";
import { GOOD, picture, toySet } from "../data/toy_set.ts";

/** Two persons in folders of their own, names without a camera. */
async function persons(): Promise<string> {
  const root = await Deno.makeTempDir();
  for (const person of ["anna", "bert"]) {
    await Deno.mkdir(`${root}/${person}`);
    for (const image of [1, 2, 3, 4]) {
      await picture(`${root}/${person}/${image}.jpg`);
    }
  }
  return root;
}

Deno.test("deno task doctor --data names the shape, the terms and the published counts", async () => {
  const root = await toySet(GOOD, "Market-1501-v15.09.15");
  const { code, out, err } = await asUser("doctor", [
    "--data",
    root,
    "--images",
    "2",
  ]);
  assertEquals(code, 0, err);
  assertMatch(out, /^kind {8}Market-1501's layout$/m);
  assertMatch(out, /^terms {7}real persons, given for research/m);
  assertMatch(out, /^published {3}Market-1501: Zheng et al\., ICCV 2015/m);
  assertMatch(
    out,
    /^ {2}gallery {3}persons 1 of 750 \(!\), images 4 of 19732 \(!\), cameras 2 of 6 \(!\), junk 1 of 3819 \(!\)$/m,
  );
  assertMatch(out, /^no faults$/m);
});

Deno.test("deno task doctor --data reads a folder per person by a camera policy", async () => {
  const root = await persons();
  assertRefused(
    await asUser("doctor", ["--data", root]),
    `Cannot tell the camera of "${root}/anna/1.jpg" as its name must have one, such as _c1: it has none, choose a camera policy: image, none, or a pattern of your names with one group`,
  );
  const flags = ["--data", root, "--camera-policy", "image"];
  const { out, code, err } = await asUser("doctor", flags);
  assertEquals(code, 0, err);
  assertMatch(out, /^kind {8}a folder per person$/m);
  assertMatch(out, /^query {7}1 images, 1 persons, cameras 5;/m);
  assertMatch(out, /^published {3}nothing by the name/m);
  assertStringIncludes(out, "the first 1 of 2 persons train");
  const { data } = JSON.parse(
    (await asUser("doctor", [...flags, "--json"])).out,
  );
  assertEquals([data.kind, data.missing], ["a folder per person", []]);
});

Deno.test("deno task doctor refuses flags of a data set without one, or without use for it", async () => {
  assertRefused(
    await asUser("doctor", ["--boxes", "labeled"]),
    "Cannot use --boxes as there must be a data set to read: none is named, add --data DIR",
    2,
  );
  const root = await toySet(GOOD);
  assertRefused(
    await asUser("doctor", ["--data", root, "--train-only"]),
    `Cannot read the data set "${root}" by trainval as its shape must have a use for it: it is in Market-1501's layout, leave it out`,
  );
});
