import { type Embeddings, reRank, reRankVariants } from "../../lib/eval/mod.ts";
import { clusters } from "../eval/clusters.ts";
import { denseReRank } from "../eval/re_rank_dense.ts";
import type { Ground, Soak, Soaked } from "./soak.ts";

/** How far a distance may be from the dense tables'. */
const APART = 1e-6;
/** Images of the gallery for one query. */
const A_QUERY = 4;
/** Every so many images one is the image before it again. */
const TWINS = 10;
/** The numbers of the paper. */
const NUMBERS = { k1: 20, k2: 6, lambda: 0.3 };

/** Re-ranking by sparse rows beside tables of images by images. */
export const rerank: Soak = {
  summary:
    "re-ranks a gallery by every variant, sparse and by dense tables, and compares all distances.",
  unit: "images",
  count: 2000,
  quick: 80,
  run: (count, ground) => soakReRank(count, ground),
};

/**
 * Re-ranks a gallery of so many images by every variant.
 *
 * @param count Images of the gallery.
 * @param ground Whom to tell; nothing is computed by the engine.
 * @param sparse What is compared with the dense tables.
 * @returns How far each variant is from its dense tables.
 */
export async function soakReRank(
  count: number,
  { onProgress }: Pick<Ground, "onProgress">,
  sparse: typeof reRank = reRank,
): Promise<Soaked> {
  const of = (name: string, images: number) =>
    twinned(clusters(name, images, { size: 32, persons: 100 }));
  const query = of("query", count / A_QUERY);
  const gallery = of("gallery", count);
  const rows: { variant: string; distances: number; apart: number }[] = [];
  const variants = Object.entries(reRankVariants);
  for (const [name, variant] of variants) {
    const found = await sparse(query, gallery, { variant, ...NUMBERS });
    const dense = denseReRank(
      query,
      gallery,
      name as keyof typeof reRankVariants,
      NUMBERS,
    );
    let apart = 0;
    for (const [index, row] of dense.entries()) {
      const own = await found(index, index + 1);
      row.forEach((value, image) => {
        const by = Math.abs(-own[image]! - value);
        if (!(by <= apart)) apart = by; // NaN is the most
      });
    }
    rows.push({ variant: name, distances: dense.length * count, apart });
    onProgress(Math.round(count * rows.length / variants.length));
  }
  const most = Math.max(...rows.map(({ apart }) => apart));
  return {
    what:
      `Every variant with k1 ${NUMBERS.k1}, k2 ${NUMBERS.k2} and lambda ${NUMBERS.lambda}, every ${TWINS}th image being the one before it again; no distance may be more than ${APART} from that of tables of all images by all images, in float64.`,
    found: `${query.person.length} queries by ${
      count.toLocaleString("en")
    } images, ${rows.length} variants: at most ${most.toExponential(1)} apart`,
    rows,
    faults: rows.filter(({ apart }) => !(apart <= APART)).map((
      { variant, apart },
    ) => `${variant} is ${apart} from its dense tables, more than ${APART}`),
  };
}

function twinned(set: Embeddings): Embeddings {
  const { size } = set;
  const rows = set.rows.slice();
  for (let image = TWINS - 1; image < set.person.length; image += TWINS) {
    rows.copyWithin(image * size, (image - 1) * size, image * size);
  }
  return { ...set, rows };
}
