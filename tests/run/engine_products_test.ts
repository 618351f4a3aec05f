import { assert, assertEquals } from "@std/assert";
import { dotProducts, reRank } from "../../lib/eval/mod.ts";
import { engineProducts } from "../../lib/run/mod.ts";
import { onEngines } from "../_kit/engines.ts";
import { clusters } from "../eval/clusters.ts";

onEngines("engineProducts() is dotProducts() to float32's digits", async () => {
  const [query, gallery] = [clusters("query", 9), clusters("gallery", 50)];
  const found = await engineProducts(query.rows, gallery.rows, 16);
  const exact = dotProducts(query.rows, gallery.rows, 16);
  assertEquals(found.length, exact.length);
  assert(exact.every((value, at) => Math.abs(found[at]! - value) < 1e-5));
});

onEngines(
  "reRank() by engineProducts() has the distances of dotProducts()",
  async () => {
    const [query, gallery] = [clusters("query", 9), clusters("gallery", 150)];
    const by = async (similarity: typeof dotProducts | typeof engineProducts) =>
      await (await reRank(query, gallery, { similarity, block: 40 }))(0, 9);
    const [found, exact] = [await by(engineProducts), await by(dotProducts)];
    assert(exact.every((value, at) => Math.abs(found[at]! - value) < 1e-5));
  },
);
