import type { Point } from "./pose.ts";

/** Where a figure stands in the picture and from where it is seen. */
export interface View {
  /** Direction the person faces, radians: 0 to the camera, π/2 to the right of the picture, π away. */
  readonly yaw: number;
  /** How far the camera looks down, radians. */
  readonly elevation: number;
  /** Picture units of one body height. */
  readonly size: number;
  /** Column of the ground point below the pelvis, picture units. */
  readonly x: number;
  /** Row of that ground point, picture units. */
  readonly ground: number;
}

/** A point of the picture, with its nearness to the camera in body heights and the size of a body height there. */
export interface Seen {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
  readonly size: number;
}

/** Turns a point of the person's frame by the yaw: x to the right of the picture, z to the camera. */
export function turned(view: View, point: Point): Point {
  const [c, s] = [Math.cos(view.yaw), Math.sin(view.yaw)];
  return {
    x: point.x * c + point.z * s,
    y: point.y,
    z: -point.x * s + point.z * c,
  };
}

/** The picture of a point: turned, seen from above, nearer parts a little larger. */
export function project(view: View, point: Point): Seen {
  const { x, y, z } = turned(view, point);
  const [c, s] = [Math.cos(view.elevation), Math.sin(view.elevation)];
  const depth = z * c + y * s;
  const size = view.size / (1 - 0.16 * (depth - 0.1));
  return {
    x: view.x + x * size,
    y: view.ground - (y * c - z * s) * size,
    depth,
    size,
  };
}
