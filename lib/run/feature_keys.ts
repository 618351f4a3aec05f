/** What is told of a set of images. */
export type FeaturePart = "features" | "persons" | "cameras";
/** Whose they are: the queries', the gallery's, more images of each query's, or all of one list. */
export type FeatureSide = "query" | "gallery" | "multi" | "all";

/** Words for each part, alone or after a side's: layumi's, torchreid's, fastreid's, the kit's. */
const PARTS: Readonly<Record<FeaturePart, readonly string[]>> = {
  features: ["f", "features", "feature", "feats", "feat", "embeddings"],
  persons: ["label", "labels", "pids", "pid", "ids", "id", "persons", "person"],
  cameras: ["cam", "cams", "camids", "camid", "cameras", "camera"],
};

/** Words before a part's, joined by "_", or by "." where a dict lies in a dict. */
const SIDES: Readonly<Record<FeatureSide, readonly string[]>> = {
  query: ["query", "q"],
  gallery: ["gallery", "g"],
  multi: ["mquery", "multi"],
  all: [],
};

/** Names that are made otherwise: torchreid's tensors, a lone array, and the index of `deno task embed`. */
const OWN: Readonly<
  Record<FeatureSide, Readonly<Record<FeaturePart, readonly string[]>>>
> = {
  query: { features: ["qf"], persons: [], cameras: [] },
  gallery: { features: ["gf"], persons: [], cameras: [] },
  multi: { features: [], persons: [], cameras: [] },
  all: {
    features: ["array"],
    persons: ["pictures.person"],
    cameras: ["pictures.camera"],
  },
};

/**
 * Every name by which {@linkcode readFeatures} knows an array of features,
 * persons or cameras.
 *
 * | side | before | features | persons | cameras |
 * | --- | --- | --- | --- | --- |
 * | query | `query_`, `q_`, `query.`, `q.` | `f`, `features`, `feature`, `feats`, `feat`, `embeddings`; `qf` | `label`, `labels`, `pids`, `pid`, `ids`, `id`, `persons`, `person` | `cam`, `cams`, `camids`, `camid`, `cameras`, `camera` |
 * | gallery | `gallery_`, `g_`, `gallery.`, `g.` | the same; `gf` | the same | the same |
 * | multi | `mquery_`, `multi_`, `mquery.`, `multi.` | the same | the same | the same |
 * | all | nothing | the same; `array` | the same; `pictures.person` | the same; `pictures.camera` |
 *
 * @example What layumi and torchreid call a query's rows
 * ```ts
 * import { featureKeys } from "@spherereid/kit/run";
 * import { assert } from "@std/assert";
 *
 * const { features } = featureKeys.query;
 * assert(features.includes("query_f") && features.includes("qf"));
 * ```
 */
export const featureKeys: Readonly<
  Record<FeatureSide, Readonly<Record<FeaturePart, readonly string[]>>>
> = {
  query: keysOf("query"),
  gallery: keysOf("gallery"),
  multi: keysOf("multi"),
  all: keysOf("all"),
};

function keysOf(
  side: FeatureSide,
): Readonly<Record<FeaturePart, readonly string[]>> {
  const of = (part: FeaturePart) => {
    const befores = SIDES[side].flatMap((word) => [`${word}_`, `${word}.`]);
    const words = side === "all"
      ? PARTS[part]
      : befores.flatMap((before) => PARTS[part].map((word) => before + word));
    return [...words, ...OWN[side][part]];
  };
  return {
    features: of("features"),
    persons: of("persons"),
    cameras: of("cameras"),
  };
}
