import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { readDukeMtmc } from "../../lib/data/mod.ts";
import { GOOD, toySet } from "./toy_set.ts";

const DUKE = {
  bounding_box_train: ["0001_c2_f0046182.jpg"],
  query: ["0005_c8_f0000001.jpg"],
  bounding_box_test: ["0005_c1_f0000002.jpg", "0006_c1_f0000002.jpg"],
};

Deno.test("readDukeMtmc() reads its names and says that the set is withdrawn", async () => {
  const { train, gallery, notices, origin } = await readDukeMtmc(
    await toySet(DUKE),
  );
  assertEquals([train[0]!.person, train[0]!.camera], [1, 2]);
  assertEquals(gallery.length, 2);
  assertEquals(notices.length, 1);
  assertEquals([origin!.published, origin!.missing], [null, []]);
  assertMatch(origin!.terms, /^withdrawn by its authors in 2019/);
  assertMatch(notices[0]!, /withdrawn by its authors in 2019/);
});

Deno.test("readDukeMtmc() compares counts where the folder is the real set", async () => {
  const { notices } = await readDukeMtmc(await toySet(DUKE, "DukeMTMC-reID"));
  assertEquals(notices.length, 10);
  assertEquals(
    notices[8],
    "gallery images: 2, published are 17661: results are not comparable",
  );
});

Deno.test("readDukeMtmc() refuses Market-1501's names, or reads them by a parser", async () => {
  const root = await toySet(GOOD);
  await assertRejects(
    () => readDukeMtmc(root),
    SyntaxError,
    "as a name must start with a person and a camera (0001_c2_f0046182...): rename it or pass a parser",
  );
  const { train } = await readDukeMtmc(root, {
    parse: () => ({ person: 3, camera: 4 }),
  });
  assertEquals([train[0]!.person, train[0]!.camera], [3, 4]);
});
