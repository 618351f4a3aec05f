import type { DrawnJoint, JointName } from "./joint.ts";

/**
 * How tall a figure stands in its picture: from the top of its head down to
 * its lower ankle, in pixels. What is near for a joint is said in shares of it.
 *
 * @param joints The figure's joints, in sight or not.
 * @returns The height.
 *
 * @example A tall picture
 * ```ts
 * import { bodyHeight, type DrawnJoint, JOINTS, type JointName } from "@spherereid/kit/data";
 * import { assertEquals } from "@std/assert";
 *
 * const joints = Object.fromEntries(
 *   JOINTS.map((name) => [name, [16, 30, 1]]),
 * ) as unknown as Record<JointName, DrawnJoint>;
 * const feet = { leftAnkle: [14, 58, 1], rightAnkle: [18, 60, 1] } as const;
 * assertEquals(bodyHeight({ ...joints, ...feet, headTop: [16, 5, 1] }), 55);
 * ```
 */
export function bodyHeight(
  joints: Readonly<Record<JointName, DrawnJoint>>,
): number {
  const { headTop, leftAnkle, rightAnkle } = joints;
  return Math.max(leftAnkle[1], rightAnkle[1]) - headTop[1];
}
