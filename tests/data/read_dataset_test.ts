import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { readDataset } from "../../lib/data/mod.ts";
import { GOOD, toySet } from "./toy_set.ts";

const DUKE = {
  bounding_box_train: ["0001_c2_f0046182.jpg"],
  query: ["0005_c8_f0000001.jpg"],
  bounding_box_test: ["0005_c1_f0000002.jpg"],
};

Deno.test("readDataset() tells the two grammars apart", async () => {
  assertEquals((await readDataset(await toySet(GOOD))).notices, []);
  assertMatch((await readDataset(await toySet(DUKE))).notices[0]!, /withdrawn/);
});

Deno.test("readDataset() reads by a parser that is given", async () => {
  const parse = () => ({ person: 3, camera: 4 });
  const { notices, query } = await readDataset(await toySet(DUKE), { parse });
  assertEquals([notices.length, query[0]!.person], [0, 3]);
});

Deno.test("readDataset() leaves errors to the reader", async () => {
  await assertRejects(
    () => readDataset("/none/such"),
    Deno.errors.NotFound,
    "there is none of that name, check the path",
  );
  await assertRejects(
    async () => readDataset(await toySet({ query: GOOD.query })),
    Deno.errors.NotFound,
    "bounding_box_train and bounding_box_test are missing",
  );
});
