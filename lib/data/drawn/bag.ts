import { darker, lighter } from "./colour.ts";
import type { Identity } from "./identity.ts";
import type { Skeleton } from "./pose.ts";
import { box, fill, line, type Place, polyline, rounded } from "./stroke.ts";
import type { Trunk } from "./trunk.ts";
import { project, type View } from "./view.ts";

/** A bag in the layers that the figure is put together from. */
export interface Bag {
  /** Nearness to the camera, body heights from the middle of the trunk; above 0 it covers the trunk. */
  readonly near: number;
  readonly body: string;
  /** Straps, on the trunk. */
  readonly straps: string;
}

/** Draws the person's bag, if there is one. */
export function drawBag(
  identity: Identity,
  bones: Skeleton,
  view: View,
  trunk: Trunk,
  lean: number,
  light: number,
): Bag | undefined {
  const { bag: kind, bagColour: colour, girth } = identity;
  const { pelvis } = bones;
  const [c, s] = [Math.cos(view.yaw), Math.sin(view.yaw)];
  const wide = (across: number, deep: number) =>
    Math.hypot(across * c, deep * s);
  switch (kind) {
    case "none":
      return undefined;
    case "backpack": {
      const back = -(0.075 * girth + 0.045) + lean * 0.2;
      const centre = project(view, {
        x: 0,
        y: pelvis.y + 0.175,
        z: pelvis.z + back,
      });
      const half = wide(0.084, 0.056) * centre.size;
      const strap = (angle: number) =>
        trunk.patch(angle - 0.13, angle + 0.13, 0.31, 0.09);
      const pocket = c < 0.3
        ? line(
          box(
            centre.x - half * 0.55,
            centre.y + 0.015 * centre.size,
            half * 1.1,
            centre.size * 0.062,
          ),
          darker(colour, 0.5),
          0.7,
          0.8,
        )
        : "";
      return {
        near: back * c,
        body: sack(centre, half, 0.118 * centre.size, colour, light) + pocket,
        straps: fill(strap(-0.75) + strap(0.75), darker(colour, 0.25), 1, true),
      };
    }
    case "shoulder": {
      const centre = project(view, {
        x: 0.108 * girth,
        y: pelvis.y - 0.035,
        z: pelvis.z + 0.01,
      });
      const half = wide(0.045, 0.066) * centre.size;
      const strap = (ahead: boolean) => {
        const places = Array.from({ length: 8 }, (_, step) => {
          const share = step / 7;
          const turn = -0.75 + share * 1.95;
          return trunk.around(
            0.315 - 0.33 * share,
            ahead ? turn : Math.PI - turn,
          );
        });
        return polyline(places.filter((place) => place !== undefined));
      };
      return {
        near: -0.108 * girth * s + 0.012,
        body: sack(centre, half, 0.06 * centre.size, colour, light) +
          line(
            polyline([{
              x: centre.x - half * 0.8,
              y: centre.y - 0.012 * centre.size,
            }, {
              x: centre.x + half * 0.8,
              y: centre.y - 0.012 * centre.size,
            }]),
            darker(colour, 0.5),
            0.7,
          ),
        straps: line(strap(true) + strap(false), darker(colour, 0.3), 1.5),
      };
    }
    case "tote": {
      const wrist = bones.rightWrist;
      const hand = project(view, { ...wrist, y: wrist.y - 0.03 });
      const centre = { x: hand.x, y: hand.y + 0.105 * hand.size };
      const half = wide(0.035, 0.075) * hand.size;
      const grip = polyline([
        { x: centre.x - half * 0.5, y: centre.y - 0.06 * hand.size },
        hand,
        { x: centre.x + half * 0.5, y: centre.y - 0.06 * hand.size },
      ]);
      return {
        near: -wrist.x * -s + wrist.z * c + 0.01,
        body: line(grip, darker(colour, 0.4), 0.9) +
          sack(centre, half, 0.068 * hand.size, colour, light),
        straps: "",
      };
    }
  }
}

/** A soft box with a lit top and a dark side. */
function sack(
  centre: Place,
  half: number,
  tall: number,
  colour: string,
  light: number,
): string {
  const corner = (x: number, y: number) => ({
    x: centre.x + x * half,
    y: centre.y + y * tall,
  });
  const outline = (left: number, right: number, top: number, bottom: number) =>
    rounded([
      corner(left, top * 0.6),
      corner(left * 0.85 + right * 0.15, top),
      corner(right * 0.85 + left * 0.15, top),
      corner(right, top * 0.6),
      corner(right, bottom * 0.9),
      corner(right * 0.9 + left * 0.1, bottom),
      corner(left * 0.9 + right * 0.1, bottom),
      corner(left, bottom * 0.9),
    ]);
  const dark = light > 0 ? [-0.97, -0.2] as const : [0.2, 0.97] as const;
  return fill(outline(-1.08, 1.08, -1.05, 1.05), colour, 1, true) +
    fill(outline(dark[0], dark[1], -0.95, 0.98), "#05070f", 0.25) +
    fill(outline(-0.7, 0.7, -0.98, -0.72), lighter(colour, 0.5), 0.35);
}
