/** The joints kept of every figure, in this order. Left and right are the person's own. */
export const JOINTS = [
  "headTop",
  "head",
  "neck",
  "pelvis",
  "leftShoulder",
  "leftElbow",
  "leftWrist",
  "rightShoulder",
  "rightElbow",
  "rightWrist",
  "leftHip",
  "leftKnee",
  "leftAnkle",
  "rightHip",
  "rightKnee",
  "rightAnkle",
] as const;
/** The name of a joint. */
export type JointName = typeof JOINTS[number];

/** A joint in a picture: column and row in pixels, and 1 if it is in sight, else 0. */
export type DrawnJoint = readonly [x: number, y: number, visible: 0 | 1];

/** The joints of the drawn figures: for each `folder/file`, each joint. */
export type DrawnJoints = Readonly<
  Record<string, Readonly<Record<JointName, DrawnJoint>>>
>;

/** The bones between the joints, to be drawn as lines. */
export const BONES: readonly (readonly [JointName, JointName])[] = [
  ["headTop", "neck"],
  ["neck", "pelvis"],
  ["neck", "leftShoulder"],
  ["leftShoulder", "leftElbow"],
  ["leftElbow", "leftWrist"],
  ["neck", "rightShoulder"],
  ["rightShoulder", "rightElbow"],
  ["rightElbow", "rightWrist"],
  ["pelvis", "leftHip"],
  ["leftHip", "leftKnee"],
  ["leftKnee", "leftAnkle"],
  ["pelvis", "rightHip"],
  ["rightHip", "rightKnee"],
  ["rightKnee", "rightAnkle"],
];
