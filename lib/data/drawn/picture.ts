import { type Random, random } from "../../random/mod.ts";
import { type Camera, drawnCameras } from "./camera.ts";
import { figure, groundShadow } from "./figure.ts";
import { SCENE } from "./ground.ts";
import { drawOccluder, type Occluder } from "./occluder.ts";
import type { DrawnPlan } from "./options.ts";
import {
  drawnLens,
  type Exposure,
  type Lens,
  photograph,
} from "./photograph.ts";
import { type DrawnJoint, type JointName, JOINTS } from "./joint.ts";
import { drawPose } from "./pose.ts";
import { drawScene, type Scene } from "./scene.ts";
import type { DrawnShot } from "./shot.ts";
import { rasterise } from "./raster.ts";
import type { View } from "./view.ts";

/** A picture taken. */
export interface Picture {
  /** Red, green and blue bytes, row by row, before the JPEG. */
  readonly pixels: Uint8Array;
  /** JPEG quality of the camera. */
  readonly quality: number;
  /** Undefined where nobody is seen. */
  readonly joints: Readonly<Record<JointName, DrawnJoint>> | undefined;
}

/** The drawn town, ready to take pictures. */
export interface Town {
  /** Takes pictures; a few at once is fastest. */
  take(shots: readonly DrawnShot[]): Promise<Picture[]>;
}

/** How much larger than the picture a figure is drawn first. */
const FACTOR = 1.5;

/** Width of a box as a share of the picture's that it is stretched to, as a detector's tight boxes are. */
const TIGHT = 0.74;

/** Builds the places before the six cameras. */
export async function drawnTown(plan: DrawnPlan): Promise<Town> {
  const root = random(plan.seed);
  const scale = FACTOR * plan.height / 128;
  const cameras = drawnCameras(plan.cameraStrength);
  const scenes: Scene[] = [];
  const lenses: Lens[] = [];
  for (const camera of cameras) {
    const own = root.split("scene", camera.number);
    scenes.push(await drawScene(camera, scale, own));
    lenses.push(
      drawnLens(camera, plan.height, plan.width, FACTOR, own.split("noise")),
    );
  }
  const across = TIGHT * 128 * plan.width / plan.height;
  const height = Math.round(plan.height * FACTOR);
  const width = Math.round(plan.width * FACTOR);
  return {
    async take(shots) {
      const sketches = shots.map((shot) => {
        const camera = cameras[shot.camera - 1]!;
        const walk = root.split("walk", shot.track);
        const own = root.split("picture", shot.track, shot.index);
        return {
          shot,
          camera,
          walk,
          own,
          ...compose(plan, shot, camera, across, walk, own),
        };
      });
      const shapes = sketches.map((each) => each.svg);
      const inks = await rasterise(shapes, height, width, {
        height: 128,
        width: across,
      });
      return sketches.map(({ shot, camera, walk, own, joints }, index) => {
        const raster = { pixels: inks[index]!, height, width, across };
        const pixels = photograph(
          lenses[shot.camera - 1]!,
          scenes[shot.camera - 1]!,
          raster,
          drawExposure(across, walk, own),
          own.split("sensor"),
        );
        const quality = Math.round(
          camera.quality + 6 * own.split("quality").normal(),
        );
        return { pixels, quality: Math.max(20, Math.min(95, quality)), joints };
      });
    },
  };
}

/** Where and under which light a picture is taken: alike within a walk. */
function drawExposure(across: number, walk: Random, own: Random): Exposure {
  const zoom = 0.95 + 0.25 * walk.split("zoom").next();
  const spread = Math.max(0, SCENE.width - across * zoom - 8);
  const [day, moment] = [walk.split("light"), own.split("light")];
  const bright = Math.exp(0.08 * day.normal() + 0.04 * moment.normal());
  return {
    left: 4 + spread * walk.split("left").next() +
      4 * (own.split("left").next() - 0.5),
    top: 6 * own.split("top").next() +
      Math.max(0, SCENE.height - 128 * zoom - 6) * 0.5,
    zoom,
    light: [
      bright * (1 + 0.04 * day.normal()),
      bright,
      bright * (1 + 0.04 * day.normal()),
    ],
    slope: 0.18 * moment.normal(),
  };
}

/** Puts the person, its shadow and what stands before it into the box. */
function compose(
  plan: DrawnPlan,
  shot: DrawnShot,
  camera: Camera,
  across: number,
  walk: Random,
  own: Random,
) {
  const veiled = own.split("veiled").next() < plan.occlusion;
  const occluder = veiled
    ? drawOccluder(camera, across, own.split("occluder"))
    : undefined;
  if (!shot.identity) return { svg: occluder?.svg ?? "", joints: undefined };
  const view = placed(shot, camera, across, walk, own);
  const pose = drawPose(own.split("pose"));
  const person = figure(shot.identity, pose, view, camera.light);
  const joints = Object.fromEntries(JOINTS.map((name) => {
    const { x, y, hidden } = person.joints[name];
    const inside = x >= 0 && y >= 0 && x < across && y < 128;
    const seen = inside && !hidden && !hides(occluder, x, y);
    return [name, [
      tenth(x * plan.width / across),
      tenth(y * plan.height / 128),
      seen ? 1 : 0,
    ]];
  })) as unknown as Record<JointName, DrawnJoint>;
  return {
    svg: groundShadow(view, camera.light, 0.1) + person.svg +
      (occluder?.svg ?? ""),
    joints,
  };
}

/** Where the person stands in the box: about the middle, unless the box is a bad one. */
function placed(
  shot: DrawnShot,
  camera: Camera,
  across: number,
  walk: Random,
  own: Random,
): View {
  const turn = walk.split("yaw");
  const about = turn.next() < 0.15 ? Math.PI : 0;
  const yaw = camera.yaw + about + 0.25 * turn.normal() +
    0.08 * own.split("yaw").normal();
  const box = own.split("box");
  const ground = 122 + 2 * box.normal();
  const usual = {
    yaw,
    elevation: camera.elevation,
    size: (ground - 9) * (0.97 + 0.03 * box.normal()),
    x: across / 2 + 2 * box.normal(),
    ground,
  };
  if (!shot.bad) return usual;
  const far = (box.next() < 0.5 ? -1 : 1) * across * (0.35 + 0.2 * box.next());
  switch (box.int(3)) {
    case 0: // half beside the box
      return { ...usual, x: usual.x + far };
    case 1: // legs only
      return { ...usual, size: usual.size * 1.9, x: usual.x + far * 0.3 };
    default: // head and chest only
      return {
        ...usual,
        size: usual.size * 1.9,
        x: usual.x + far * 0.3,
        ground: usual.ground + 96,
      };
  }
}

function hides(occluder: Occluder | undefined, x: number, y: number): boolean {
  if (!occluder) return false;
  const [left, top, right, bottom] = occluder.hides;
  return x > left && x < right && y > top && y < bottom;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
