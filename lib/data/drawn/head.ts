import { darker, lighter } from "./colour.ts";
import { drawFace } from "./face.ts";
import type { Identity } from "./identity.ts";
import {
  fill,
  line,
  oval,
  type Place,
  polyline,
  rod,
  rounded,
} from "./stroke.ts";
import { drawHat } from "./hat.ts";
import type { Seen } from "./view.ts";

/** A head in two layers. */
export interface Head {
  /** Hair that hangs down behind: before the trunk when the person faces the camera, else after the rest. */
  readonly hanging: string;
  /** Neck, skull, face, hair and hat. */
  readonly rest: string;
}

/**
 * Draws a head.
 *
 * @param head The centre of the head.
 * @param neck The joint below it.
 * @param yaw Direction of the face, radians, 0 to the camera.
 * @param light Where the light comes from: -1 left, 1 right.
 */
export function drawHead(
  identity: Identity,
  head: Seen,
  neck: Seen,
  yaw: number,
  light: number,
): Head {
  const { skin, hairStyle: style } = identity;
  const hair = style === "bald" ? skin : identity.hairColour;
  const [ahead, side, unit] = [Math.cos(yaw), Math.sin(yaw), head.size];
  const wide = Math.hypot(0.05 * ahead, 0.058 * side) * unit;
  const at = (x: number, y: number): Place => ({
    x: head.x + x * unit,
    y: head.y + y * unit,
  });
  const front = ahead > -0.35;
  const throat = fill(
    rod(at(-0.008 * side, 0.035), unit * 0.03, neck, neck.size * 0.036),
    darker(skin, 0.2),
  );
  const volume = style === "curly" ? 1.3 : style === "bald" ? 0.97 : 1.06;
  const skull = fill(
    oval(
      at(-0.006 * side, style === "curly" ? -0.018 : -0.008),
      wide * volume,
      unit * 0.066 * volume,
    ),
    hair,
    1,
    true,
  );
  const ear = Math.abs(side) > 0.3 && ahead > -0.8 &&
      (style === "short" || style === "bald" || style === "bun")
    ? fill(
      oval(at(-0.016 * side, 0.014), unit * 0.01, unit * 0.016),
      darker(skin, 0.15),
    )
    : "";
  const sheen = style === "bald"
    ? fill(
      oval(at(0.02 * light, -0.035), wide * 0.35, unit * 0.015, 10),
      "#ffffff",
      0.25,
    )
    : fill(
      oval(at(0.018 * light, -0.045), wide * 0.45, unit * 0.012, 12),
      lighter(hair, 0.4),
      0.5,
    );
  const bun = style === "bun"
    ? fill(
      oval(at(-0.045 * side, -0.062), unit * 0.027, unit * 0.024),
      hair,
      1,
      true,
    )
    : "";
  return {
    hanging: hanging(identity, head, wide, ahead, side),
    rest: throat + bun + skull +
      (front ? drawFace(skin, hair, head, ahead, side, wide, yaw, light) : "") +
      ear + sheen +
      drawHat(identity, head, wide, ahead, side),
  };
}

function hanging(
  identity: Identity,
  head: Seen,
  wide: number,
  ahead: number,
  side: number,
): string {
  const unit = head.size;
  const colour = identity.hairColour;
  const fall = (x: number, bottom: number, half: number) => {
    const centre = head.x - 0.036 * side * unit;
    const top = wide * (1 - 0.3 * Math.abs(side));
    return fill(
      rounded([
        { x: centre - top, y: head.y - 0.05 * unit },
        { x: centre + top, y: head.y - 0.05 * unit },
        {
          x: centre + half * unit + top * 0.7,
          y: head.y + bottom * unit * 0.5,
        },
        { x: centre + (x + half) * unit, y: head.y + bottom * unit },
        { x: centre + (x - half) * unit, y: head.y + bottom * unit },
        {
          x: centre - half * unit - top * 0.7,
          y: head.y + bottom * unit * 0.5,
        },
      ]),
      colour,
      1,
      true,
    ) + line(
      polyline([{ x: centre + x * unit, y: head.y + 0.02 * unit }, {
        x: centre + x * unit,
        y: head.y + bottom * 0.85 * unit,
      }]),
      darker(colour, 0.5),
      0.6,
      0.5,
    );
  };
  switch (identity.hairStyle) {
    case "bob":
      return fall(-0.01 * side, 0.085, 0.045);
    case "long":
      return fall(-0.03 * side, 0.215, 0.05);
    case "ponytail": {
      const root = { x: head.x - 0.055 * side * unit, y: head.y - 0.02 * unit };
      const tip = { x: root.x - 0.035 * side * unit, y: root.y + 0.16 * unit };
      return ahead > 0.75
        ? ""
        : fill(rod(root, unit * 0.02, tip, unit * 0.011), colour, 1, true);
    }
    default:
      return "";
  }
}
