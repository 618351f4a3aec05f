import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
} from "@std/assert";
import { embeddings, verify, type VerifyOptions } from "../../lib/eval/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { of } from "./oracle.ts";

/** Sets of persons and cameras without vectors: the similarities are given. */
function sets(query: [number, number][], gallery: [number, number][]) {
  const set = (images: [number, number][]) =>
    embeddings(
      new Float32Array(images.length),
      1,
      images.map(([person]) => person),
      images.map(([, camera]) => camera),
    );
  return { query: set(query), gallery: set(gallery) };
}

Deno.test("verify() by hand: corners, rates and thresholds", async () => {
  const { query, gallery } = sets([[1, 1]], [
    [1, 1], // the same camera: no pair
    [-1, 2], // junk: no pair
    [0, 2], // a distractor: another person
    [1, 2],
    [2, 1],
    [1, 3],
    [2, 2],
    [3, 2],
  ]);
  const row = Float32Array.of(1, 1, 0.75, 0.5, 0.5, 0.25, 0, -1);
  const found = await verify(query, gallery, {
    rows: () => row,
    rates: [0, 0.25, 0.5, 0.75, 1],
  });
  assertEquals([found.same, found.different], [2, 4]);
  assertEquals([...found.roc.fpr], [0, 0.25, 0.5, 0.5, 0.5, 1]);
  assertEquals([...found.roc.tpr], [0, 0, 0.5, 0.5, 1, 1]);
  // from (0.25, 0) to (0.5, 0.5) false accepts meet false rejects at (0.5, 0.5)
  assertEquals(found.eer, 0.5);
  assertEquals(found.area, 0.25 * 0.25 + 0.5);
  assertEquals(
    found.points.map(({ threshold, tpr, fpr }) => [threshold, tpr, fpr]),
    [[0.75, 0, 0], [0.5, 0, 0.25], [0, 1, 0.5], [-1, 1, 0.75], [
      -Infinity,
      1,
      1,
    ]],
  );
});

Deno.test("verify() is exact where only the largest different pairs are held", async () => {
  const draw = random(9);
  const persons = (count: number) =>
    Array.from({ length: count }, (): [number, number] => [
      1 + draw.int(20),
      1 + draw.int(3),
    ]);
  const { query, gallery } = sets(persons(40), persons(900));
  const images = gallery.person.length;
  const table = Float32Array.from({ length: 40 * images }, (_, cell) => {
    const same = query.person[Math.floor(cell / images)] ===
      gallery.person[cell % images];
    return draw.normal() + +same;
  });
  const positive: number[] = [];
  const negative: number[] = [];
  table.forEach((value, cell) => {
    const [q, g] = [Math.floor(cell / images), cell % images];
    if (query.person[q] !== gallery.person[g]) negative.push(value);
    else if (query.camera[q] !== gallery.camera[g]) positive.push(value);
  });
  const rates = [1e-3, 1e-2, 0.1];
  const rows = (first: number, end: number) =>
    table.subarray(first * images, end * images);
  const { points, area, eer, ...found } = await verify(query, gallery, {
    rows,
    rates,
    queryBlock: 7,
  });
  assertEquals(found.same, positive.length);
  assertEquals(found.different, negative.length);
  negative.sort((a, b) => b - a);
  points.forEach(({ threshold, tpr, fpr }, at) => {
    const allowed = Math.floor(rates[at]! * negative.length);
    assertEquals(threshold, negative[allowed]);
    const above = (values: number[]) =>
      values.filter((value) => value > threshold).length / values.length;
    assertEquals([tpr, fpr], [above(positive), above(negative)]);
    assert(fpr <= rates[at]!);
  });
  let wins = 0;
  for (const value of positive) {
    wins += negative.filter((other) => other < value).length;
  }
  assertAlmostEquals(area, wins / positive.length / negative.length, 1e-9);
  assertAlmostEquals(eer, 0.31, 0.03); // two normals one deviation apart: 0.3085
});

Deno.test("verify() takes vectors too, and persons far apart leave no error", async () => {
  const query = of([
    { x: 1, y: 0, person: 1, camera: 1 },
    { x: 0, y: 1, person: 2, camera: 1 },
  ]);
  const gallery = of([
    { x: 1, y: 0.1, person: 1, camera: 2 },
    { x: 0.1, y: 1, person: 2, camera: 2 },
  ]);
  const { eer, area, points, roc } = await verify(query, gallery);
  assertEquals([eer, area], [0, 1]);
  assertEquals(points.map(({ rate, tpr }) => [rate, tpr]), [
    [1e-4, 1],
    [1e-3, 1],
    [1e-2, 1],
  ]);
  assertEquals([...roc.fpr], [0, 0, 0, 1]);
});

Deno.test("verify() refuses rates that are none, and sets without pairs of both kinds", async () => {
  const one = of([{ x: 1, y: 0, person: 1, camera: 1 }]);
  const other = of([{ x: 1, y: 0, person: 1, camera: 2 }]);
  const stranger = of([{ x: 1, y: 0, person: 2, camera: 2 }]);
  const fails = (gallery: typeof one, text: string, options?: VerifyOptions) =>
    assertRejects(() => verify(one, gallery, options), RangeError, text);
  const pairs =
    "Cannot verify as there must be pairs of one person by two cameras and pairs of two persons: there are ";
  await fails(other, `${pairs}1 and 0`);
  await fails(stranger, `${pairs}0 and 1`);
  const rates =
    "Cannot verify as rates must be numbers from 0 to 1, at least one: current rates are ";
  await fails(other, `${rates}0.1, 2`, { rates: [0.1, 2] });
  await fails(other, `${rates}none`, { rates: [] });
  await fails(
    other,
    "Cannot rank as no similarity must be NaN: at least one is",
    { rows: () => Float32Array.of(NaN) },
  );
});
