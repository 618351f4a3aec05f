import type { Random } from "../../random/mod.ts";
import type { Identity } from "./identity.ts";
import type { JointName } from "./joint.ts";

/** A point in the person's own frame, in body heights: x to the left hand, y up, z ahead. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** The moment of the walk that a picture shows. */
export interface Pose {
  /** Phase of the walk in radians: the left leg is foremost at π/2. */
  readonly phase: number;
  /** Size of the step: 0 stands, 1 walks briskly. */
  readonly stride: number;
  /** Forward lean of the trunk, body heights at the head. */
  readonly lean: number;
  /** Turn of the head against the trunk in radians. */
  readonly headTurn: number;
  /** The hand that is raised to look at a telephone. */
  readonly raised: "none" | "left" | "right";
}

/** The joints of a body in its own frame, with its toes. */
export type Skeleton = Readonly<
  Record<JointName | "leftToe" | "rightToe", Point>
>;

/**
 * The skeleton of a person at a moment of the walk, its lowest foot on y = 0.
 *
 * Lengths are those of a mean adult as shares of the height (thigh and shin
 * 0.245 and 0.24, upper arm 0.17, forearm 0.15, head 0.13).
 */
export function skeleton(identity: Identity, pose: Pose): Skeleton {
  const swing = 0.42 * pose.stride;
  const leg = (side: 1 | -1) => {
    const phase = side > 0 ? pose.phase : pose.phase + Math.PI;
    const thigh = swing * Math.sin(phase) + 0.05;
    const bend = 0.08 +
      pose.stride * (0.12 + 0.75 * Math.max(0, Math.cos(phase - 0.2)) ** 2);
    const shin = thigh - bend;
    const hip = { x: side * 0.048 * identity.girth, y: 0, z: 0 };
    const knee = along(hip, thigh, 0.245);
    const ankle = along(knee, shin, 0.24);
    const tilt = 0.12 + 0.55 * Math.min(0, shin + 0.1);
    const toe = {
      x: ankle.x + side * 0.022,
      y: ankle.y - 0.028 + 0.09 * Math.sin(tilt),
      z: ankle.z + 0.095 * Math.cos(tilt),
    };
    return { hip, knee, ankle, toe };
  };
  const arm = (side: 1 | -1, top: Point) => {
    const phase = side > 0 ? pose.phase + Math.PI : pose.phase;
    const raised = pose.raised === (side > 0 ? "left" : "right");
    const upper = raised ? 0.35 : 0.8 * swing * Math.sin(phase);
    const bend = raised
      ? 1.9
      : 0.18 + 0.3 * pose.stride * (1 + Math.sin(phase));
    const out = side * (0.13 + 0.05 * (identity.girth - 1));
    const elbow = along(top, upper, 0.168, out);
    const wrist = along(
      elbow,
      upper + bend,
      0.15,
      raised ? -side * 0.35 : out * 0.3,
    );
    return { elbow, wrist };
  };
  const [left, right] = [leg(1), leg(-1)];
  const low = Math.min(
    left.ankle.y - 0.042,
    right.ankle.y - 0.042,
    left.toe.y - 0.014,
    right.toe.y - 0.014,
  );
  const raise = (point: Point) => ({ ...point, y: point.y - low });
  const pelvis = { x: 0, y: -low, z: 0 };
  const up = (height: number) => ({
    x: 0,
    y: pelvis.y + height,
    z: pose.lean * height / 0.45,
  });
  const shoulder = (side: 1 | -1) => ({
    ...up(0.268),
    x: side * 0.096 * identity.shoulders,
    z: up(0.268).z - side * 0.03 * pose.stride * Math.sin(pose.phase),
  });
  const [leftShoulder, rightShoulder] = [shoulder(1), shoulder(-1)];
  const [leftArm, rightArm] = [arm(1, leftShoulder), arm(-1, rightShoulder)];
  const head = up(0.405);
  return {
    headTop: { ...head, y: head.y + 0.07, z: head.z + 0.005 },
    head: { ...head, z: head.z + 0.012 },
    neck: up(0.33),
    pelvis,
    leftShoulder,
    rightShoulder,
    leftElbow: leftArm.elbow,
    leftWrist: leftArm.wrist,
    rightElbow: rightArm.elbow,
    rightWrist: rightArm.wrist,
    leftHip: raise(left.hip),
    rightHip: raise(right.hip),
    leftKnee: raise(left.knee),
    rightKnee: raise(right.knee),
    leftAnkle: raise(left.ankle),
    rightAnkle: raise(right.ankle),
    leftToe: raise(left.toe),
    rightToe: raise(right.toe),
  };
}

/** The far end of a bone that hangs, swung ahead by an angle and outwards by another. */
function along(from: Point, ahead: number, length: number, out = 0): Point {
  return {
    x: from.x + length * Math.sin(out),
    y: from.y - length * Math.cos(ahead) * Math.cos(out),
    z: from.z + length * Math.sin(ahead) * Math.cos(out),
  };
}

/** A moment of somebody's walk; one in eight stands, one in eight looks at a telephone. */
export function drawPose(random: Random): Pose {
  const stands = random.next() < 0.125;
  const raised = random.next();
  return {
    phase: 2 * Math.PI * random.next(),
    stride: stands ? 0.05 : 0.5 + 0.5 * random.next(),
    lean: 0.01 + 0.03 * random.next(),
    headTurn: 0.25 * random.normal(),
    raised: raised < 0.06 ? "left" : raised < 0.12 ? "right" : "none",
  };
}
