import type { MapPoint } from "../../plot/mod.ts";
import type { MappedPicture } from "./run_findings.ts";

/** As many groups as a map has colours. */
const MOST = 9;

/** Points coloured by person or camera: the nine with the most pictures, by number; the rest are others. */
export function mapGroups(
  map: readonly MappedPicture[],
  by: "person" | "camera",
): MapPoint[] {
  const counts = new Map<number, number>();
  for (const picture of map) {
    counts.set(picture[by], (counts.get(picture[by]) ?? 0) + 1);
  }
  const shown = [...counts].sort(([a, many], [b, more]) => more - many || a - b)
    .slice(0, MOST).map(([number]) => number).sort((a, b) => a - b);
  const point = ({ x, y, name, [by]: number }: MappedPicture): MapPoint => ({
    x,
    y,
    name,
    group: shown.includes(number) ? `${by} ${number}` : null,
  });
  // Groups appear in the order of their numbers.
  const order = (picture: MappedPicture) =>
    shown.includes(picture[by]) ? picture[by] : Infinity;
  return map.toSorted((a, b) => order(a) - order(b) || 0).map(point);
}
