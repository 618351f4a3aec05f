import { drawBag } from "./bag.ts";
import { drawHead } from "./head.ts";
import type { Identity } from "./identity.ts";
import { hips, leg, lowerSections } from "./lower.ts";
import { type JointName, JOINTS } from "./joint.ts";
import { type Pose, skeleton } from "./pose.ts";
import { fill, oval } from "./stroke.ts";
import { trunk } from "./trunk.ts";
import { arm } from "./arm.ts";
import { upperGarment, upperSections } from "./upper.ts";
import { project, type Seen, turned, type View } from "./view.ts";

/** A joint in the picture; hidden if the person's own body covers it. */
export interface FigureJoint {
  readonly x: number;
  readonly y: number;
  readonly hidden: boolean;
}

/** A drawn person: SVG shapes, back to front, and joints. */
export interface Figure {
  readonly svg: string;
  readonly joints: Readonly<Record<JointName, FigureJoint>>;
}

/**
 * Draws a person: a jointed body under its garments, from any side.
 *
 * @param identity The look.
 * @param pose The moment of the walk.
 * @param view Where the person stands and is seen from.
 * @param light Where the light comes from: -1 left, 1 right.
 * @returns The shapes and the joints, picture units.
 */
export function figure(
  identity: Identity,
  pose: Pose,
  view: View,
  light: number,
): Figure {
  const scaled = { ...view, size: view.size * identity.height };
  const bones = skeleton(identity, pose);
  const seen = (name: keyof typeof bones) => project(scaled, bones[name]);
  const lean = pose.lean / 0.45;
  const body = trunk(scaled, bones.pelvis, lean, upperSections(identity));
  const lower = trunk(
    scaled,
    bones.pelvis,
    0,
    lowerSections(identity, pose.stride),
  );
  const middle = turned(scaled, bones.pelvis).z;
  const ahead = Math.cos(view.yaw);
  const limbs = (["left", "right"] as const).map((side) => {
    const [shoulder, elbow, wrist] = [
      `${side}Shoulder`,
      `${side}Elbow`,
      `${side}Wrist`,
    ] as const;
    const [hip, knee, ankle, toe] = [
      `${side}Hip`,
      `${side}Knee`,
      `${side}Ankle`,
      `${side}Toe`,
    ] as const;
    const outer = (side === "left" ? 1 : -1) * ahead;
    return {
      armNear:
        (turned(scaled, bones[elbow]).z + turned(scaled, bones[wrist]).z) / 2 -
        middle,
      legNear: turned(scaled, bones[knee]).z + turned(scaled, bones[hip]).z,
      arm: arm(identity, seen(shoulder), seen(elbow), seen(wrist), light),
      leg: leg(identity, {
        hip: seen(hip),
        knee: seen(knee),
        ankle: seen(ankle),
        toe: seen(toe),
        outer,
      }, light),
      side,
    };
  });
  const head = drawHead(
    identity,
    seen("head"),
    seen("neck"),
    view.yaw + pose.headTurn,
    light,
  );
  const bag = drawBag(identity, bones, scaled, body, lean, light);
  const bagIs = (behind: boolean) =>
    bag !== undefined && bag.near < 0 === behind ? bag.body : "";
  const arms = (behind: boolean) =>
    limbs.filter((each) => each.armNear < 0 === behind).map((each) => each.arm)
      .join("");
  const legs = [...limbs].sort((a, b) => a.legNear - b.legNear).map((each) =>
    each.leg
  ).join("");
  const facing = ahead > 0.1;
  const torso = hips(identity, lower, light) +
    upperGarment(identity, body, light, Math.sin(pose.phase));
  const svg = [
    arms(true),
    bagIs(true),
    facing ? head.hanging : "",
    legs,
    torso,
    bag?.straps ?? "",
    facing ? "" : head.rest + head.hanging,
    bagIs(false),
    arms(false),
    facing ? head.rest : "",
  ].join("");
  const covered = new Set<JointName>();
  for (const each of limbs) {
    if (each.armNear >= 0) continue;
    for (
      const name of [
        `${each.side}Elbow`,
        `${each.side}Wrist`,
        `${each.side}Shoulder`,
      ] as const
    ) {
      if (within(seen(name), body.at(0.15, -1).x, body.at(0.15, 1).x)) {
        covered.add(name);
      }
    }
  }
  return {
    svg,
    joints: Object.fromEntries(JOINTS.map((name) => {
      const { x, y } = seen(name);
      return [name, { x, y, hidden: covered.has(name) }];
    })) as Record<JointName, FigureJoint>,
  };
}

/** The shadow of a figure on the ground, soft by layers. */
export function groundShadow(
  view: View,
  light: number,
  strength: number,
): string {
  const across = view.size * 0.15;
  return [1.4, 0.9].map((share) =>
    fill(
      oval(
        { x: view.x - light * across * 0.5 * share, y: view.ground - 0.4 },
        across * share,
        view.size * 0.026 * share + 0.6,
      ),
      "#05060c",
      strength,
    )
  ).join("");
}

function within(joint: Seen, left: number, right: number): boolean {
  return joint.x > left && joint.x < right;
}
