import { partCounts } from "./part_counts.ts";
import type { Split } from "./sample.ts";

/** The parts of a data set, in the order of reports. */
export const PARTS = ["train", "query", "gallery"] as const;

/** One of the three parts of a data set. */
export type Part = typeof PARTS[number];

/** Counts of one part that somebody published. */
export interface PublishedCounts {
  /** Images, junk and distractors included. */
  readonly images: number;
  /** Persons, without junk and distractors. */
  readonly persons: number;
  /** Cameras. */
  readonly cameras: number;
  /** Images of junk, where a set has any. */
  readonly junk?: number;
}

/** What is published of a data set. */
export interface Published {
  /** The set's name. */
  readonly name: string;
  /** Where the counts are from. */
  readonly source: string;
  /** What anybody should know who works with these images, in one line. */
  readonly terms: string;
  /** The counts of each part. */
  readonly parts: Readonly<Record<Part, PublishedCounts>>;
}

/** One published count beside what was found. */
export interface CountRow {
  /** The part. */
  readonly part: Part;
  /** What was counted. */
  readonly what: keyof PublishedCounts;
  /** How many there are. */
  readonly found: number;
  /** How many there should be. */
  readonly published: number;
}

/** What holds for a set of one's own. */
export const OWN_TERMS =
  "where real persons are on the images, have their consent, or another ground in law, before you train on them or show them";

const RESEARCH =
  "real persons, given for research: show and pass on none of the images";

/** A part's counts, said shortly. */
function counts(
  persons: number,
  images: number,
  cameras: number,
): PublishedCounts {
  return { persons, images, cameras };
}

const MSMT17 = {
  name: "MSMT17",
  terms:
    "real persons, given against a signed agreement for research, and the official link is closed: have an agreement, show and pass on none of the images",
  query: counts(3060, 11659, 15),
  gallery: counts(3060, 82161, 15),
};

const CUHK03 = {
  source: "Zhong et al., CVPR 2017, the protocol of 767 and 700 persons",
  terms: RESEARCH,
  query: counts(700, 1400, 2),
};

/**
 * The published counts of each set. Market-1501's distractors are not among
 * them: its page says 2,793, while readers of the archive count 2,798.
 */
export const PUBLISHED = {
  market1501: {
    name: "Market-1501",
    source: "Zheng et al., ICCV 2015, and the released archive",
    terms: RESEARCH,
    parts: {
      train: counts(751, 12936, 6),
      query: counts(750, 3368, 6),
      gallery: { ...counts(750, 19732, 6), junk: 3819 },
    },
  },
  dukeMtmc: {
    name: "DukeMTMC-reID",
    source: "Zheng et al., ICCV 2017, and the released archive",
    terms:
      "withdrawn by its authors in 2019, as the persons on it were not asked: think twice before using or publishing with it",
    parts: {
      train: counts(702, 16522, 8),
      query: counts(702, 2228, 8),
      gallery: counts(1110, 17661, 8),
    },
  },
  msmt17: {
    name: MSMT17.name,
    source: "Wei et al., CVPR 2018; train with val",
    terms: MSMT17.terms,
    parts: {
      train: counts(1041, 32621, 15),
      query: MSMT17.query,
      gallery: MSMT17.gallery,
    },
  },
  msmt17Train: {
    name: MSMT17.name,
    source: "Wei et al., CVPR 2018; train alone as torchreid counts it",
    terms: MSMT17.terms,
    parts: {
      train: counts(1041, 30248, 15),
      query: MSMT17.query,
      gallery: MSMT17.gallery,
    },
  },
  cuhk03Detected: {
    name: "CUHK03-NP, detected",
    source: CUHK03.source,
    terms: CUHK03.terms,
    parts: {
      train: counts(767, 7365, 2),
      query: CUHK03.query,
      gallery: counts(700, 5332, 2),
    },
  },
  cuhk03Labeled: {
    name: "CUHK03-NP, labeled",
    source: CUHK03.source,
    terms: CUHK03.terms,
    parts: {
      train: counts(767, 7368, 2),
      query: CUHK03.query,
      gallery: counts(700, 5328, 2),
    },
  },
  cuhk01: {
    name: "CUHK01",
    source:
      "Li, Zhao and Wang, ACCV 2012: 971 persons, 4 images each; here 485 of them train, and camera 1 asks camera 2",
    terms: RESEARCH,
    parts: {
      train: counts(485, 1940, 2),
      query: counts(486, 972, 1),
      gallery: counts(486, 972, 1),
    },
  },
} as const satisfies Record<string, Published>;

/** Each published count beside what a set has. */
export function compareCounts(
  split: Split,
  { parts }: Published,
): CountRow[] {
  return PARTS.flatMap((part) => {
    const { cameras, ...own } = partCounts(split[part]);
    const found = { ...own, cameras: cameras.length };
    return (Object.entries(parts[part]) as [keyof PublishedCounts, number][])
      .map(([what, published]) => ({
        part,
        what,
        found: found[what],
        published,
      }));
  });
}

/**
 * A split that tells what it was known by, and in its notices each count that
 * is not the published one.
 */
export function withOrigin(
  split: Split,
  origin: NonNullable<Split["origin"]>,
): Split {
  const differing = origin.published === null
    ? []
    : compareCounts(split, origin.published)
      .filter(({ found, published }) => found !== published)
      .map(({ part, what, found, published }) =>
        `${part} ${
          what === "junk" ? "junk images" : what
        }: ${found}, published are ${published}: results are not comparable`
      );
  return { ...split, origin, notices: [...split.notices, ...differing] };
}
