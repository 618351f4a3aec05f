import type { Random } from "../../random/mod.ts";
import type { Camera } from "./camera.ts";
import type { Scene } from "./scene.ts";

/** Where in a scene a picture is taken and under which light. */
export interface Exposure {
  /** Left and top of the cut, picture units of the scene. */
  readonly left: number;
  readonly top: number;
  /** Scene units of one picture unit. */
  readonly zoom: number;
  /** Factor on red, green and blue of this moment. */
  readonly light: readonly [number, number, number];
  /** Brightness that the right edge gains over the left one. */
  readonly slope: number;
}

/** What a camera does to pixels, worked out once. */
export interface Lens {
  readonly camera: Camera;
  readonly height: number;
  readonly width: number;
  readonly rows: Taps;
  readonly columns: Taps;
  /** Standard normal numbers, one after the other. */
  readonly noise: Float32Array;
}

/** For each output, the first input and the weights from there on. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: readonly Float32Array[];
}

/** What is drawn of a picture before the lens: figure and occluders on nothing. */
export interface Raster {
  /** Red, green, blue and opacity bytes, row by row. */
  readonly pixels: Uint8Array;
  readonly height: number;
  readonly width: number;
  /** Its width in picture units; its height is 128. */
  readonly across: number;
}

/** The lens of a camera for pictures of a size, drawn larger by a factor first. */
export function drawnLens(
  camera: Camera,
  height: number,
  width: number,
  factor: number,
  random: Random,
): Lens {
  const taps = (size: number) =>
    resample(
      Math.round(size * factor),
      size * camera.resolution,
      size,
      camera.blur,
    );
  return {
    camera,
    height,
    width,
    rows: taps(height),
    columns: taps(width),
    noise: Float32Array.from(
      { length: 9973 + height * width * 3 },
      () => camera.noise * random.normal(),
    ),
  };
}

/**
 * Takes the picture: the raster over its scene, through lens and sensor.
 *
 * @param lens Of the camera.
 * @param scene Before it.
 * @param raster What stands in the scene.
 * @param exposure Where and under which light.
 * @param random Fixes the sensor's noise.
 * @returns Red, green and blue bytes of the picture.
 */
export function photograph(
  lens: Lens,
  scene: Scene,
  raster: Raster,
  exposure: Exposure,
  random: Random,
): Uint8Array {
  const { camera, height, width, noise } = lens;
  const wide = throughColumns(lens, raster, overScene(scene, raster, exposure));
  const [reds, greens, blues] = camera.gain.map((gain, channel) =>
    curve(camera, gain * camera.exposure * exposure.light[channel]!)
  ) as [Float32Array, Float32Array, Float32Array];
  const picture = new Uint8ClampedArray(height * width * 3);
  const line = width * 3;
  const sum = new Float32Array(line);
  const { saturation } = camera;
  const level = (value: number) =>
    value < 0 ? 0 : value > 255.75 ? 1023 : (value * 4) | 0;
  let speck = random.int(9973);
  for (let row = 0, to = 0; row < height; row++) {
    sum.fill(0);
    const weights = lens.rows.weights[row]!;
    let from = lens.rows.first[row]! * line;
    for (let tap = 0; tap < weights.length; tap++) {
      const weight = weights[tap]!;
      for (let at = 0; at < line; at++) sum[at]! += weight * wide[from++]!;
    }
    for (let at = 0; at < line; at += 3) {
      const [red, green, blue] = [sum[at]!, sum[at + 1]!, sum[at + 2]!];
      const grey = (1 - saturation) * (0.3 * red + 0.59 * green + 0.11 * blue);
      picture[to++] = reds[level(grey + saturation * red)]! + noise[speck++]!;
      picture[to++] = greens[level(grey + saturation * green)]! +
        noise[speck++]!;
      picture[to++] = blues[level(grey + saturation * blue)]! + noise[speck++]!;
    }
  }
  return new Uint8Array(picture.buffer);
}

/** Shrinks each row to the picture's columns. */
function throughColumns(
  lens: Lens,
  raster: Raster,
  light: Float32Array,
): Float32Array {
  const { width, columns } = lens;
  const narrow = new Float32Array(raster.height * width * 3);
  for (let column = 0; column < width; column++) {
    const weights = columns.weights[column]!;
    for (let row = 0; row < raster.height; row++) {
      let from = (row * raster.width + columns.first[column]!) * 3;
      let red = 0, green = 0, blue = 0;
      for (let tap = 0; tap < weights.length; tap++) {
        const weight = weights[tap]!;
        red += weight * light[from++]!;
        green += weight * light[from++]!;
        blue += weight * light[from++]!;
      }
      const to = (row * width + column) * 3;
      narrow[to] = red;
      narrow[to + 1] = green;
      narrow[to + 2] = blue;
    }
  }
  return narrow;
}

/** The raster on the cut of its scene, 0 to 255, not yet through the lens. */
function overScene(
  scene: Scene,
  raster: Raster,
  exposure: Exposure,
): Float32Array {
  const { pixels } = scene;
  const { pixels: ink, height, width } = raster;
  const light = new Float32Array(height * width * 3);
  const zoom = scene.scale * exposure.zoom;
  const place = (size: number, limit: number, start: number, step: number) =>
    Int32Array.from(
      { length: size },
      (_, index) =>
        Math.max(
          0,
          Math.min(limit - 1, Math.round(start * scene.scale + index * step)),
        ),
    );
  const rows = place(height, scene.height, exposure.top, zoom * 128 / height);
  const columns = place(
    width,
    scene.width,
    exposure.left,
    zoom * raster.across / width,
  );
  for (let row = 0, at = 0, to = 0; row < height; row++) {
    const start = rows[row]! * scene.width;
    for (let column = 0; column < width; column++, at += 4) {
      const behind = (start + columns[column]!) * 3;
      const shine = 1 + exposure.slope * (column / width - 0.5);
      const opaque = shine * ink[at + 3]! / 255;
      const clear = shine - opaque;
      light[to++] = clear * pixels[behind]! + opaque * ink[at]!;
      light[to++] = clear * pixels[behind + 1]! + opaque * ink[at + 1]!;
      light[to++] = clear * pixels[behind + 2]! + opaque * ink[at + 2]!;
    }
  }
  return light;
}

/** The sensor's answer to brightness in quarter steps of a byte: gain, then gamma, then contrast. */
function curve(camera: Camera, gain: number): Float32Array {
  return Float32Array.from({ length: 1024 }, (_, level) => {
    const bright = (level / 1020 * gain) ** camera.gamma;
    return 255 * (0.5 + camera.contrast * (bright - 0.5));
  });
}

/**
 * The taps that shrink a line of pixels to a sensor's and stretch that to the
 * picture's, as one step: triangles both times, the first widened by a blur.
 */
function resample(
  from: number,
  sensor: number,
  to: number,
  blur: number,
): Taps {
  const shrink = from / sensor;
  const reach = shrink * (0.5 + 0.5 * blur);
  const dot = (cell: number) => {
    const middle = (cell + 0.5) * shrink - 0.5;
    return (index: number) => Math.max(0, 1 - Math.abs(index - middle) / reach);
  };
  const first = new Int32Array(to);
  const weights = Array.from({ length: to }, (_, output) => {
    const place = (output + 0.5) * sensor / to - 0.5;
    const cell = Math.floor(place);
    const share = place - cell;
    const low = Math.max(0, Math.floor((cell + 0.5) * shrink - reach));
    const high = Math.min(from - 1, Math.ceil((cell + 1.5) * shrink + reach));
    first[output] = low;
    const [left, right] = [dot(cell), dot(cell + 1)];
    const raw = Float32Array.from(
      { length: high - low + 1 },
      (_, tap) => (1 - share) * left(low + tap) + share * right(low + tap),
    );
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    return raw.map((weight) => weight / total);
  });
  return { first, weights };
}
