import type { CameraPair, PairAngles } from "../../eval/mod.ts";
import type { Scores } from "../scores.ts";

/** A picture of a strip or a pair. */
export interface FoundPicture {
  /** The file's name, without its folder. */
  readonly name: string;
  /** How like the query it is: a cosine; null for the query itself. */
  readonly similarity: number | null;
  /** Whether it shows the query's person; null for the query itself. */
  readonly right: boolean | null;
  /** A small JPEG of it, if pictures were asked for. */
  readonly image?: Uint8Array;
}

/** A query and what it found. */
export interface RankedStrip {
  /** Its average precision, 0 to 1. */
  readonly averagePrecision: number;
  /** The place of its first match. */
  readonly firstHit: number;
  /** The query, and the first pictures it found. */
  readonly pictures: readonly FoundPicture[];
}

/** A picture's place on the map. */
export interface MappedPicture {
  /** To the right. */
  readonly x: number;
  /** Up. */
  readonly y: number;
  /** Who is on it. */
  readonly person: number;
  /** Which camera took it. */
  readonly camera: number;
  /** The file's name. */
  readonly name: string;
}

/** What a checkpoint makes of the test pictures. */
export interface RunFindings {
  /** Updates it has seen. */
  readonly step: number;
  /** What the data set is called. */
  readonly data: string;
  /** The engine that embedded. */
  readonly engine: string;
  /** How well persons are found. */
  readonly scores: Scores;
  /** The share of queries found within k pictures, at k − 1. */
  readonly cmc: readonly number[];
  /** The angles of pairs of one person, and of two. */
  readonly angles: PairAngles;
  /** Each query camera against each gallery camera. */
  readonly cameras: readonly CameraPair[];
  /** The most similar pictures of different persons; two a pair. */
  readonly wrong: readonly (readonly FoundPicture[])[];
  /** The least similar pictures of one person; two a pair. */
  readonly right: readonly (readonly FoundPicture[])[];
  /** The queries that did best, worst, and some drawn by lot. */
  readonly strips: Readonly<
    Record<"best" | "worst" | "random", readonly RankedStrip[]>
  >;
  /** The pictures of some persons on a plane; empty if there are fewer than four. */
  readonly map: readonly MappedPicture[];
}
