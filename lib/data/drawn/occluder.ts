import type { Random } from "../../random/mod.ts";
import type { Camera } from "./camera.ts";
import { figure } from "./figure.ts";
import { drawIdentity } from "./identity.ts";
import { pick } from "./pick.ts";
import { bicycle, bin, car, pole } from "./object.ts";
import { drawPose } from "./pose.ts";

/** Something that stands before a person, and the part of the picture that it hides. */
export interface Occluder {
  readonly svg: string;
  /** Left, top, right and bottom of the hidden part, picture units. */
  readonly hides: readonly [number, number, number, number];
}

/**
 * Draws an occluder: a pole, a bicycle, a car, a bin, or a passer-by at the edge.
 *
 * @param width Width of the picture, picture units.
 */
export function drawOccluder(
  camera: Camera,
  width: number,
  random: Random,
): Occluder {
  const side = random.next() < 0.5 ? 0 : 1;
  const paint = pick(random, [
    "#8f2f2a",
    "#2f5483",
    "#c8cacb",
    "#2a2c30",
    "#4f6b4a",
  ]);
  switch (random.int(6)) {
    case 0: {
      const x = width * (0.12 + 0.76 * random.next());
      const wide = 3 + 3 * random.next();
      return {
        svg: pole(x, 127, wide, -2, "#666c70"),
        hides: [x - wide / 2, 0, x + wide / 2, 128],
      };
    }
    case 1: {
      const x = width * (0.1 + 0.8 * random.next());
      const size = 50 + 16 * random.next();
      return {
        svg: bicycle(x, 126, size, paint),
        hides: [x - size * 0.3, 126 - 0.4 * size, x + size * 0.3, 126],
      };
    }
    case 2: {
      const x = width * (side + 0.25 * (0.5 - random.next()));
      const size = 96 + 24 * random.next();
      return {
        svg: car(x, 130, size, paint),
        hides: [x - size / 2, 130 - 0.25 * size, x + size / 2, 128],
      };
    }
    case 3: {
      const x = width * (0.1 + 0.8 * random.next());
      return { svg: bin(x, 126, 26, paint), hides: [x - 8, 98, x + 8, 126] };
    }
    default: {
      const x = side * width + (side ? 1 : -1) * (4 + 8 * random.next());
      const view = {
        yaw: camera.yaw + 0.4 * random.normal(),
        elevation: camera.elevation,
        size: 108,
        x,
        ground: 124,
      };
      const { svg } = figure(
        drawIdentity(random.split("look")),
        drawPose(random.split("pose")),
        view,
        camera.light,
      );
      return { svg, hides: [x - 12, 12, x + 12, 124] };
    }
  }
}
