import type { Random } from "../../random/mod.ts";
import { type Colour, darker, lighter, mix } from "./colour.ts";
import { SCENE } from "./ground.ts";
import { pick } from "./pick.ts";
import { car, pane, pole } from "./object.ts";
import { bush, tree } from "./plant.ts";
import { box, fill, line, polyline } from "./stroke.ts";

/** The kinds of backdrop. */
export type Backdrop =
  | "bricks"
  | "shops"
  | "street"
  | "park"
  | "offices"
  | "arcade";

/** What stands behind the people, down to the row where it meets the ground. */
export function drawBackdrop(
  kind: Backdrop,
  colour: Colour,
  base: number,
  random: Random,
): string {
  switch (kind) {
    case "bricks":
      return bricks(colour, base, random);
    case "shops":
      return shops(colour, base, random);
    case "street":
      return street(colour, base, random);
    case "park":
      return park(colour, base, random);
    case "offices":
      return offices(colour, base, random);
    case "arcade":
      return arcade(colour, base);
  }
}

function bricks(colour: Colour, base: number, random: Random): string {
  const { width } = SCENE;
  const parts = [fill(box(0, 0, width, base), lighter(colour, 0.35))];
  const tones = [0, 0.12, 0.24].map((share) => darker(colour, share));
  const courses = tones.map(() => "");
  for (let y = 0, course = 0; y < base - 7; y += 3.4, course++) {
    for (let x = course % 2 ? -4.5 : 0; x < width; x += 9) {
      courses[random.int(3)] += box(x, y, 8.4, 2.9);
    }
  }
  parts.push(
    ...courses.map((path, index) => fill(path, tones[index]!)),
    fill(box(0, base - 7, width, 7), "#77736c"),
  );
  for (let x = 30; x < width; x += 92) {
    parts.push(
      pane(x, base - 44, 24, 28, "#31404c"),
      pole(x + 54, base, 2.2, 0, "#6c6f72"),
    );
    parts.push(
      fill(
        box(x + 30, base - 34, 11, 15),
        pick(random, ["#e4d9b0", "#b94a3c", "#dfe3e6"]),
      ),
    );
  }
  return parts.join("");
}

function shops(colour: Colour, base: number, random: Random): string {
  const { width } = SCENE;
  const parts = [fill(box(0, 0, width, base), colour)];
  for (let x = 0; x < width; x += 62) {
    const hue = pick(random, [
      "#a5342e",
      "#2c6a4b",
      "#274b82",
      "#c98a2b",
      "#5b3a63",
    ]);
    parts.push(
      pane(x + 3, base - 42, 34, 36, "#3b4a50"),
      fill(box(x + 3, base - 20, 34, 12), mix(hue, "#d8cdb6", 0.5), 0.55),
      Array.from(
        { length: 5 },
        (_, index) =>
          fill(
            box(x + 6 + index * 6, base - 20 - 6 * random.next(), 4, 12),
            pick(random, ["#d9c49a", "#95a5ad", "#b5655a", "#e9e4d8"]),
            0.8,
          ),
      ).join(""),
      fill(box(x + 42, base - 40, 15, 40), darker(colour, 0.55)),
      fill(box(x + 44, base - 37, 11, 26), "#53656c"),
      fill(box(x + 54, base - 20, 1.2, 5), "#d8c98e"),
      fill(box(x, base - 58, 60, 11), hue),
      line(
        polyline([{ x: x + 10, y: base - 52 }, { x: x + 48, y: base - 52 }]),
        "#f1ead6",
        2.6,
        0.85,
      ),
      fill(
        polyline([{ x: x + 1, y: base - 47 }, { x: x + 39, y: base - 47 }, {
          x: x + 43,
          y: base - 38,
        }, { x: x - 3, y: base - 38 }], true),
        lighter(hue, 0.2),
      ),
      Array.from(
        { length: 5 },
        (_, index) =>
          fill(
            polyline([
              { x: x + 2 + index * 8, y: base - 47 },
              { x: x + 6 + index * 8, y: base - 47 },
              { x: x + 5 + index * 8.4, y: base - 38 },
              { x: x + 0.6 + index * 8.4, y: base - 38 },
            ], true),
            "#f1ead6",
            0.8,
          ),
      ).join(""),
    );
  }
  return parts.join("");
}

function street(colour: Colour, base: number, random: Random): string {
  const { width } = SCENE;
  const parts = [fill(box(0, 0, width, base), "#bfcad2")];
  for (let x = -10; x < width; x += 40) {
    const top = 2 + 12 * random.next();
    parts.push(
      fill(
        box(x, top, 38, base - top),
        mix(colour, pick(random, ["#8a7462", "#9aa0a3", "#b49a7a"]), 0.6),
      ),
    );
    for (let y = top + 4; y < base - 14; y += 9) {
      for (let right = 4; right < 34; right += 9) {
        parts.push(fill(box(x + right, y, 5, 6), "#46535d", 0.85));
      }
    }
  }
  parts.push(
    fill(box(0, base - 5, width, 5), "#a8a49c"),
    fill(box(0, base - 1.4, width, 1.4), "#d7d3c9"),
  );
  for (let x = 24; x < width; x += 76) {
    parts.push(
      car(
        x,
        base + 1,
        58,
        pick(random, ["#8c2f2b", "#31507c", "#c9ccce", "#2b2d31", "#7d8471"]),
      ),
    );
  }
  return parts.join("");
}

function park(colour: Colour, base: number, random: Random): string {
  const { width } = SCENE;
  const parts = [fill(box(0, 0, width, base), "#c3d0d0")];
  for (let x = 0; x < width; x += 26) {
    parts.push(
      bush(
        x,
        base - 8 * random.next(),
        46,
        base * 0.75,
        mix(colour, "#9fb3a4", 0.45),
        random,
      ),
    );
  }
  for (let x = 12; x < width; x += 58) {
    parts.push(
      tree(x + 14 * random.next(), base + 3, base * 1.5, colour, random),
    );
  }
  for (let x = 0; x < width; x += 40) {
    parts.push(bush(x, base + 2, 44, 11, darker(colour, 0.15), random));
  }
  return parts.join("");
}

function offices(colour: Colour, base: number, random: Random): string {
  const { width } = SCENE;
  const parts = [fill(box(0, 0, width, base), colour)];
  for (let x = 0; x < width; x += 22) {
    for (let y = -6; y < base - 18; y += 19) {
      parts.push(
        pane(x + 3, y, 16, 14, random.next() < 0.25 ? "#a9bcc6" : "#4c5f6d"),
      );
    }
    parts.push(fill(box(x - 0.7, 0, 1.4, base), darker(colour, 0.3), 0.6));
  }
  parts.push(
    fill(box(0, base - 6, width, 6), darker(colour, 0.35)),
    fill(box(0, base - 6, width, 1), lighter(colour, 0.4)),
  );
  return parts.join("");
}

function arcade(colour: Colour, base: number): string {
  const { width } = SCENE;
  const parts = [
    fill(box(0, 0, width, base), darker(colour, 0.5)),
    fill(box(0, 0, width, 16), darker(colour, 0.2)),
  ];
  for (let x = 0; x < width; x += 15) {
    parts.push(
      line(polyline([{ x, y: 16 }, { x, y: base }]), darker(colour, 0.62), 0.6),
    );
  }
  for (let x = 12; x < width; x += 66) {
    parts.push(
      pane(x + 20, base - 36, 20, 34, "#6f8791"),
      fill(box(x - 2, base - 4, 14, 4), darker(colour, 0.15)),
      pole(x + 5, base, 9, 0, lighter(colour, 0.15)),
      fill(box(x + 30, 6, 16, 3), "#fff3c9"),
    );
  }
  return parts.join("");
}
