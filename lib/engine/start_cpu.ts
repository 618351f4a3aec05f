import * as tf from "@tensorflow/tfjs";
import type { Started } from "./engine.ts";

/** tfjs's own backend in plain JavaScript: the reference, and slow. */
export function startCpu(): Promise<Started> {
  return Promise.resolve({
    version: tf.version["tfjs-backend-cpu"],
    ground: "it needs nothing",
    details: {},
  });
}
