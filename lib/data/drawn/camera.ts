import type { Backdrop } from "./backdrop.ts";
import type { Colour } from "./colour.ts";
import type { Ground } from "./ground.ts";

/** A place in the drawn town and the camera that watches it. */
export interface Camera {
  /** 1 to 6. */
  readonly number: number;
  /** Usual direction of the people, radians: 0 to the camera, π/2 to the right, π away. */
  readonly yaw: number;
  /** How far it looks down, radians. */
  readonly elevation: number;
  /** Where the light comes from: -1 left, 1 right. */
  readonly light: number;
  /** Factor on red, green and blue: the white balance. */
  readonly gain: readonly [number, number, number];
  /** Factor on all three. */
  readonly exposure: number;
  /** Power on brightness from 0 to 1: below 1 lifts the dark parts. */
  readonly gamma: number;
  /** Steepness about middle grey. */
  readonly contrast: number;
  /** 0 grey, 1 as it is. */
  readonly saturation: number;
  /** Share of the picture's rows and columns that the sensor has. */
  readonly resolution: number;
  /** Width of the lens's blur, sensor pixels. */
  readonly blur: number;
  /** Standard deviation of the sensor's noise, of 255. */
  readonly noise: number;
  /** JPEG quality, 1 to 100. */
  readonly quality: number;
  readonly backdrop: Backdrop;
  readonly backdropColour: Colour;
  readonly ground: Ground;
  readonly groundColour: Colour;
  /** Row where the ground meets the backdrop, picture units. */
  readonly base: number;
}

/** The six cameras: sun on a brick wall, shops in shade, a hazy street, a park, offices at dusk, a lamp-lit arcade. */
const CAMERAS: readonly Camera[] = [
  {
    number: 1,
    yaw: 0,
    elevation: 0.12,
    light: -0.8,
    gain: [1.03, 1.0, 0.96],
    exposure: 1.03,
    gamma: 1.0,
    contrast: 1.03,
    saturation: 1.03,
    resolution: 0.95,
    blur: 1,
    noise: 3,
    quality: 88,
    backdrop: "bricks",
    backdropColour: "#9c5b45",
    ground: "slabs",
    groundColour: "#aca69c",
    base: 62,
  },
  {
    number: 2,
    yaw: Math.PI,
    elevation: 0.2,
    light: 0.7,
    gain: [0.96, 1.0, 1.04],
    exposure: 0.94,
    gamma: 1.0,
    contrast: 0.99,
    saturation: 0.96,
    resolution: 0.8,
    blur: 1.1,
    noise: 5,
    quality: 80,
    backdrop: "shops",
    backdropColour: "#b8a68c",
    ground: "slabs",
    groundColour: "#98989a",
    base: 58,
  },
  {
    number: 3,
    yaw: Math.PI / 2,
    elevation: 0.15,
    light: -0.5,
    gain: [1.0, 1.0, 1.0],
    exposure: 1.04,
    gamma: 0.96,
    contrast: 0.93,
    saturation: 0.89,
    resolution: 0.75,
    blur: 1.4,
    noise: 4,
    quality: 82,
    backdrop: "street",
    backdropColour: "#a8927c",
    ground: "asphalt",
    groundColour: "#8f9093",
    base: 50,
  },
  {
    number: 4,
    yaw: -Math.PI / 2,
    elevation: 0.18,
    light: 0.9,
    gain: [0.99, 1.02, 0.97],
    exposure: 0.99,
    gamma: 1.01,
    contrast: 1.04,
    saturation: 1.06,
    resolution: 0.9,
    blur: 1,
    noise: 4,
    quality: 85,
    backdrop: "park",
    backdropColour: "#4d7a3a",
    ground: "grass",
    groundColour: "#7c9460",
    base: 46,
  },
  {
    number: 5,
    yaw: -0.75,
    elevation: 0.25,
    light: 0.4,
    gain: [0.95, 0.99, 1.06],
    exposure: 0.87,
    gamma: 1.0,
    contrast: 1.0,
    saturation: 0.96,
    resolution: 0.6,
    blur: 1.2,
    noise: 8,
    quality: 72,
    backdrop: "offices",
    backdropColour: "#8d949b",
    ground: "cobbles",
    groundColour: "#a09e9a",
    base: 54,
  },
  {
    number: 6,
    yaw: 2.45,
    elevation: 0.22,
    light: -0.6,
    gain: [1.07, 1.0, 0.93],
    exposure: 0.94,
    gamma: 0.97,
    contrast: 1.0,
    saturation: 1.0,
    resolution: 0.7,
    blur: 1.1,
    noise: 7,
    quality: 76,
    backdrop: "arcade",
    backdropColour: "#b39f86",
    ground: "slabs",
    groundColour: "#a39b90",
    base: 56,
  },
];

/**
 * The cameras of the drawn town.
 *
 * @param strength How far their colours lie apart: 0 all neutral, 1 as designed.
 */
export function drawnCameras(strength: number): Camera[] {
  const towards = (value: number) => value ** strength;
  return CAMERAS.map((camera) => ({
    ...camera,
    gain: camera.gain.map(towards) as [number, number, number],
    exposure: towards(camera.exposure),
    gamma: towards(camera.gamma),
    contrast: towards(camera.contrast),
    saturation: towards(camera.saturation),
  }));
}
