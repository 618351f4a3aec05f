import type { Random } from "../../random/mod.ts";
import { drawBackdrop } from "./backdrop.ts";
import type { Camera } from "./camera.ts";
import { figure, groundShadow } from "./figure.ts";
import { drawGround, SCENE } from "./ground.ts";
import { drawIdentity } from "./identity.ts";
import { pick } from "./pick.ts";
import { bench, bicycle, bin, pole } from "./object.ts";
import { bush, tree } from "./plant.ts";
import { drawPose } from "./pose.ts";
import { rasterise } from "./raster.ts";

/** The place before a camera as pixels, wider than a picture: pictures are cut out of it. */
export interface Scene {
  /** Red, green and blue bytes, row by row. */
  readonly pixels: Uint8Array;
  readonly height: number;
  readonly width: number;
  /** Pixels of one picture unit. */
  readonly scale: number;
}

/** Draws the empty place before a camera as SVG shapes: backdrop, ground, furniture, people far away. */
export function sceneShapes(camera: Camera, random: Random): string {
  const { width } = SCENE;
  const far = camera.base + 9;
  const things = Array.from({ length: 7 }, (_, index) => {
    const own = random.split("thing", index);
    const x = (index + 0.2 + 0.6 * own.next()) * width / 7;
    const ground = far + 16 * own.next();
    const kind = own.int(camera.backdrop === "park" ? 8 : 6);
    const svg = [
      () => pole(x, ground, 2.6, 0, "#5d6468"),
      () =>
        bicycle(x, ground, 30, pick(own, ["#a33a2e", "#2c5b8a", "#2d2f33"])),
      () => bin(x, ground, 13, "#4b5a50"),
      () => bench(x, ground, 34),
      () => stroller(camera, x, ground + 5, own),
      () => stroller(camera, x, ground + 9, own),
      () => tree(x, ground, 66, "#54803e", own),
      () => bush(x, ground, 26, 10, "#4f7a3c", own),
    ][kind]!();
    return { ground, svg };
  });
  return drawBackdrop(
    camera.backdrop,
    camera.backdropColour,
    camera.base,
    random.split("backdrop"),
  ) +
    drawGround(
      camera.ground,
      camera.groundColour,
      camera.base,
      random.split("ground"),
    ) +
    things.sort((a, b) => a.ground - b.ground).map((each) => each.svg).join(
      "",
    );
}

/** Somebody far away. */
function stroller(
  camera: Camera,
  x: number,
  ground: number,
  random: Random,
): string {
  const size = 0.5 * (ground - camera.base) + 34;
  const view = {
    yaw: random.next() * 6.28,
    elevation: camera.elevation,
    size,
    x,
    ground,
  };
  return groundShadow(view, camera.light, 0.1) +
    figure(
      drawIdentity(random.split("look")),
      drawPose(random.split("pose")),
      view,
      camera.light,
    ).svg;
}

/** Rasterises the place before a camera, with a grain on every surface. */
export async function drawScene(
  camera: Camera,
  scale: number,
  random: Random,
): Promise<Scene> {
  const width = Math.round(SCENE.width * scale);
  const height = Math.round(SCENE.height * scale);
  const [ink] = await rasterise(
    [sceneShapes(camera, random)],
    height,
    width,
    SCENE,
  );
  const pixels = new Uint8Array(height * width * 3);
  const grain = random.split("grain");
  const cell = Math.max(2, Math.round(5 * scale));
  const across = Math.ceil(width / cell) + 2;
  const coarse = Float32Array.from({
    length: across * (Math.ceil(height / cell) + 2),
  }, () => grain.normal());
  for (let row = 0, at = 0, from = 0; row < height; row++) {
    const [y, v] = [Math.floor(row / cell), (row % cell) / cell];
    for (let column = 0; column < width; column++, at += 3, from += 4) {
      const [x, u] = [Math.floor(column / cell), (column % cell) / cell];
      const corner = y * across + x;
      const top = coarse[corner]! * (1 - u) + coarse[corner + 1]! * u;
      const low = coarse[corner + across]! * (1 - u) +
        coarse[corner + across + 1]! * u;
      const factor = 1 + 0.045 * (top * (1 - v) + low * v) +
        0.09 * (grain.next() - 0.5);
      for (let channel = 0; channel < 3; channel++) {
        pixels[at + channel] = Math.min(255, ink![from + channel]! * factor);
      }
    }
  }
  return { pixels, height: height, width: width, scale };
}
