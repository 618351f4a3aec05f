import type { Sample, Split } from "../../data/mod.ts";
import { type Embeddings, embeddings } from "../../eval/mod.ts";
import { embedGallery, type EmbedGalleryOptions } from "../gallery.ts";
import type { Trained } from "../trained.ts";

/** Pictures and what a network made of them. */
export interface EmbeddedPart {
  /** The pictures that could be read, in order. */
  readonly samples: readonly Sample[];
  /** A row for each. */
  readonly embeddings: Embeddings;
}

/** The query and the gallery of a data set, embedded. */
export interface EmbeddedSplit {
  /** The pictures that ask. */
  readonly query: EmbeddedPart;
  /** The pictures that are ranked. */
  readonly gallery: EmbeddedPart;
}

/** Embeds query and gallery of a data set, or takes their rows from the user's cache. */
export async function embedSplit(
  trained: Trained,
  split: Pick<Split, "query" | "gallery" | "root">,
  options: EmbedGalleryOptions = {},
): Promise<EmbeddedSplit> {
  const queries = split.query.map((sample) => ({ ...sample }));
  const images = split.gallery.map((sample) => ({ ...sample }));
  const { pictures, rows, size } = await embedGallery(
    trained,
    [...queries, ...images],
    options,
  );
  const asked = new Set<unknown>(queries);
  const part = (query: boolean, what: string): EmbeddedPart => {
    const kept = [...pictures.keys()].filter((at) =>
      asked.has(pictures[at]) === query
    );
    if (kept.length === 0) {
      throw new TypeError(
        `Cannot embed the ${what} of "${split.root}" as at least one picture must be readable: none is`,
      );
    }
    const samples = kept.map((at) => pictures[at] as Sample);
    const own = new Float32Array(kept.length * size);
    kept.forEach((at, row) =>
      own.set(rows.subarray(at * size, (at + 1) * size), row * size)
    );
    return {
      samples,
      embeddings: embeddings(
        own,
        size,
        samples.map(({ person }) => person),
        samples.map(({ camera }) => camera),
      ),
    };
  };
  return { query: part(true, "query"), gallery: part(false, "gallery") };
}
