import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { type Embeddings, embeddings, evaluate } from "../../lib/eval/mod.ts";
import { useEngine } from "../../lib/engine/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { engineRows, scoreProtocol } from "../../lib/run/mod.ts";

await useEngine("wasm");

/** Images of six persons by three cameras, half noise. */
function images(count: number, seed: number): Embeddings {
  const draw = random(seed);
  const persons = Array.from({ length: count }, () => 1 + draw.int(6));
  return embeddings(
    persons.flatMap((person) =>
      Array.from({ length: 6 }, (_, at) => +(at + 1 === person) + draw.normal())
    ),
    6,
    persons,
    persons.map(() => 1 + draw.int(3)),
  );
}

const [query, gallery] = [images(30, 1), images(80, 2)];

Deno.test("scoreProtocol() gives what is asked for and no more", async () => {
  const plain = await scoreProtocol(query, gallery);
  assertEquals(Object.keys(plain), ["evaluation"]);
  const { rows, dispose } = engineRows(query, gallery);
  assertEquals(plain.evaluation, await evaluate(query, gallery, { rows }));
  dispose();
  const all = await scoreProtocol(query, gallery, {
    resamples: 20,
    singleShot: { draws: 3, sampling: "query" },
    verify: { rates: [0.1] },
    openSet: { rates: [0.2], share: 0.5 },
  });
  assertEquals(all.evaluation, plain.evaluation);
  assertEquals(all.intervals!.resamples, 20);
  assertEquals(all.singleShot!.searches, 90);
  assertEquals(all.verification!.points.map(({ rate }) => rate), [0.1]);
  assert(all.openSet!.impostors > 5 && all.openSet!.known > 5);
});

Deno.test("scoreProtocol() draws by its seed, each part on its own", async () => {
  const asked = {
    resamples: 20,
    singleShot: { draws: 3, sampling: "gallery" },
    openSet: { rates: [0.2], share: 0.5 },
  } as const;
  const all = await scoreProtocol(query, gallery, asked);
  const { resamples } = asked;
  const alone = await scoreProtocol(query, gallery, { resamples });
  assertEquals(alone.intervals, all.intervals);
  const again = await scoreProtocol(query, gallery, { ...asked, seed: 1 });
  assertEquals(again, all);
  const other = await scoreProtocol(query, gallery, { ...asked, seed: 2 });
  assertNotEquals(other.intervals, all.intervals);
  assertNotEquals(other.singleShot, all.singleShot);
  assertNotEquals(other.openSet, all.openSet);
});

Deno.test("scoreProtocol() asks for similarities once a gallery, and frees them, whatever happens", async () => {
  const asked: number[] = [];
  let freed = 0;
  const compare = (query: Embeddings, gallery: Embeddings) => {
    asked.push(gallery.person.length);
    const { rows, dispose } = engineRows(query, gallery);
    return Promise.resolve({
      rows,
      dispose: () => {
        freed++;
        dispose();
      },
    });
  };
  const openSet = { rates: [0.2], share: 0.5 };
  await scoreProtocol(query, gallery, { compare, openSet });
  assertEquals(asked[0], 80);
  assert(asked[1]! < 80 && asked.length === 2);
  assertEquals(freed, 2);
  await assertRejects(() =>
    scoreProtocol(query, gallery, { compare, verify: { rates: [] } })
  );
  await assertRejects(() =>
    scoreProtocol(query, gallery, {
      compare,
      openSet: { ...openSet, rates: [] },
    })
  );
  assertEquals([asked.length, freed], [5, 5]);
});

Deno.test("scoreProtocol() counts unmatched queries as it is told, and takes a gallery as it is", async () => {
  const stranger = embeddings([1, 0, 0, 0, 0, 0], 6, [9], [1]);
  const more = {
    rows: Float32Array.of(...query.rows, ...stranger.rows),
    size: 6,
    person: Int32Array.of(...query.person, 9),
    camera: Int32Array.of(...query.camera, 1),
  };
  const skip = await scoreProtocol(more, gallery);
  const zero = await scoreProtocol(more, gallery, { unmatched: "zero" });
  assertEquals(skip.evaluation.queries.length, 30);
  assertEquals(zero.evaluation.queries.length, 31);
  const { openSet } = await scoreProtocol(more, gallery, {
    openSet: { rates: [0], share: 0 },
  });
  assertEquals([openSet!.known, openSet!.impostors], [30, 1]);
});
