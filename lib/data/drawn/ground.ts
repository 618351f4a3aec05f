import type { Random } from "../../random/mod.ts";
import { type Colour, darker, lighter } from "./colour.ts";
import { box, fill, line, oval, polyline } from "./stroke.ts";

/** The size of a scene, picture units: the pictures are cut out of it. */
export const SCENE = { width: 360, height: 168 } as const;

/** The kinds of ground. */
export type Ground = "slabs" | "asphalt" | "grass" | "cobbles";

/**
 * The ground of a scene, from the row where it meets the backdrop to the
 * bottom: joints run together towards the distance.
 *
 * @param base The row of that edge.
 */
export function drawGround(
  kind: Ground,
  colour: Colour,
  base: number,
  random: Random,
): string {
  const { width, height } = SCENE;
  const depth = height - base;
  const row = (share: number) => base + depth * share ** 1.9;
  const floor = fill(box(0, base, width, depth), colour) +
    [0, 0.3, 0.55].map((share) =>
      fill(box(0, row(share), width, depth), "#fff6e6", 0.05)
    ).join("") +
    fill(box(0, base, width, 2.5), "#05060c", 0.25) +
    fill(box(0, base, width, 6), "#05060c", 0.12);
  switch (kind) {
    case "slabs":
    case "cobbles": {
      const rows = kind === "slabs" ? 13 : 26;
      const across = kind === "slabs" ? 24 : 9;
      const level = Array.from(
        { length: rows },
        (_, index) => row((index + 0.5) / rows),
      );
      const joints = level.map((y) => `M0,${y.toFixed(2)}H${width}`);
      for (let x = -width; x < 2 * width; x += across) {
        joints.push(
          `M${x},${base}L${(x + (x - width / 2) * 0.9).toFixed(1)},${height}`,
        );
      }
      const odd = Array.from({ length: 40 }, () => {
        const index = random.int(rows - 1);
        const left = random.next() * width;
        return fill(
          box(
            left,
            level[index]!,
            across * (0.7 + index / rows),
            level[index + 1]! - level[index]!,
          ),
          random.next() < 0.5 ? darker(colour, 0.3) : lighter(colour, 0.3),
          0.3,
        );
      });
      return floor + odd.join("") +
        line(
          joints.join(""),
          darker(colour, 0.5),
          kind === "slabs" ? 0.7 : 0.6,
          0.55,
        );
    }
    case "asphalt": {
      const patches = Array.from({ length: 26 }, () => {
        const share = random.next();
        return fill(
          oval(
            { x: random.next() * width, y: row(share) },
            6 + 22 * random.next(),
            0.8 + 4 * share,
          ),
          random.next() < 0.6 ? darker(colour, 0.5) : lighter(colour, 0.4),
          0.16,
        );
      });
      const cracks = Array.from({ length: 5 }, () => {
        const [x, y] = [random.next() * width, row(0.3 + 0.6 * random.next())];
        return polyline([{ x, y }, { x: x + 9, y: y + 2 }, {
          x: x + 14,
          y: y + 1,
        }, { x: x + 24, y: y + 4 }]);
      });
      const lane = row(0.62);
      return floor + patches.join("") +
        line(cracks.join(""), darker(colour, 0.6), 0.5, 0.6) +
        Array.from(
          { length: 5 },
          (_, index) =>
            fill(
              polyline([
                { x: index * 84, y: lane },
                { x: index * 84 + 40, y: lane },
                { x: index * 84 + 38, y: lane + 3.2 },
                { x: index * 84 - 4, y: lane + 3.2 },
              ], true),
              "#e8e6df",
              0.75,
            ),
        ).join("");
    }
    case "grass": {
      const tuft = () => {
        const share = random.next();
        const [x, y] = [random.next() * width, row(share)];
        const tall = 0.8 + 2.4 * share;
        return polyline([{ x: x - 0.4 * tall, y: y - tall }, { x, y }, {
          x: x + 0.5 * tall,
          y: y - tall * 0.9,
        }]);
      };
      const many = (count: number) =>
        Array.from({ length: count }, tuft).join("");
      const path = fill(
        polyline([{ x: 70, y: base }, { x: 290, y: base }, {
          x: 470,
          y: height,
        }, { x: -110, y: height }], true),
        "#a7a195",
        0.9,
      );
      return floor + line(many(420), darker(colour, 0.35), 0.55, 0.6) +
        line(many(260), lighter(colour, 0.25), 0.5, 0.5) + path +
        line(many(30), darker(colour, 0.2), 0.6, 0.6);
    }
  }
}
