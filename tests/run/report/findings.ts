import type { RunFindings } from "../../../lib/run/mod.ts";

const QUERY = { name: "q.jpg", similarity: null, right: null };
const WRONG = { name: "w.jpg", similarity: 0.9, right: false };
const RIGHT = { name: "r.jpg", similarity: -0.1, right: true };
const STRIP = {
  averagePrecision: 0.5,
  firstHit: 2,
  pictures: [QUERY, WRONG, RIGHT],
};

/** What somebody found, made up. */
export const FINDINGS: RunFindings = {
  step: 7,
  data: "Set",
  engine: "wasm",
  scores: {
    rank1: 0.5,
    rank5: 1,
    rank10: 1,
    map: 0.75,
    marketMap: 0.625,
    minp: 0.75,
    queries: 2,
    gallery: 3,
  },
  cmc: [0.5, 1, 1],
  angles: {
    width: 90,
    right: Float64Array.of(2, 1),
    wrong: Float64Array.of(1, 3),
    rightMean: 75,
    wrongMean: 112,
  },
  cameras: [
    { query: 1, gallery: 1, queries: 0, rank1: null, map: null },
    { query: 1, gallery: 2, queries: 2, rank1: 0.5, map: 0.75 },
  ],
  wrong: [[QUERY, WRONG]],
  right: [[QUERY, RIGHT]],
  strips: { best: [STRIP], worst: [], random: [STRIP] },
  map: [1, 2, 3, 4].map((at) => ({
    x: at,
    y: -at,
    person: at,
    camera: at % 2,
    name: `${at}.jpg`,
  })),
};
