/** A keypoint in a picture: column and row in pixels, the middle of the first pixel at 0.5, and 1 if it is in sight, else 0. */
export type Keypoint = readonly [x: number, y: number, visible: 0 | 1];

/** A keypoint as it was found: column and row in pixels, and how high its map rises there. */
export type FoundKeypoint = readonly [x: number, y: number, height: number];

/** The size of a picture, and of the heat maps laid over it. */
export interface MapGrid {
  /** Rows of the picture, pixels. */
  readonly height: number;
  /** Columns of the picture, pixels. */
  readonly width: number;
  /** Rows of a heat map. */
  readonly rows: number;
  /** Columns of a heat map. */
  readonly columns: number;
}
