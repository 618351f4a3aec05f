import { assertEquals } from "@std/assert";
import {
  bodyHeight,
  type DrawnJoint,
  type JointName,
  JOINTS,
} from "../../../lib/data/mod.ts";

/** A figure whose joints all lie at one place but these. */
function figure(own: Partial<Record<JointName, DrawnJoint>>) {
  const all = Object.fromEntries(JOINTS.map((name) => [name, [9, 30, 1]]));
  return { ...all, ...own } as Record<JointName, DrawnJoint>;
}

Deno.test("bodyHeight() runs from the top of the head to the lower ankle, hidden or not", () => {
  const headTop = [9, 4, 1] as const;
  const [high, low] = [[5, 55, 1], [12, 59, 0]] as const;
  assertEquals(
    bodyHeight(figure({ headTop, leftAnkle: high, rightAnkle: low })),
    55,
  );
  assertEquals(
    bodyHeight(figure({ headTop, leftAnkle: low, rightAnkle: high })),
    55,
  );
  assertEquals(bodyHeight(figure({ headTop })), 26);
});
