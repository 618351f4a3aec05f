import type { InputSpec, Size } from "./input_spec.ts";
import type { View } from "./render.ts";
import { bicubic, bilinear } from "./resize.ts";
import type { Variation } from "./variation.ts";

/** What a thread is told first. */
export interface Order {
  readonly size: Size;
  readonly input: InputSpec;
  readonly kernel: "bilinear" | "bicubic";
}

/** One image to be made. */
export interface Job {
  /** Its file. */
  readonly path: string;
  /** Its place in the batch. */
  readonly position: number;
  /** How it is varied. */
  readonly variation: Variation;
}

/** A few images of one batch. */
export interface Task {
  readonly id: number;
  /** The batch's values. */
  readonly memory: SharedArrayBuffer;
  readonly jobs: readonly Job[];
}

/** What a thread answers. */
export interface Ready {
  readonly id: number;
  /** Places of the images that it could not make. */
  readonly left: readonly number[];
}

/** Threads that make images. */
export interface ImageWorkers {
  /**
   * Makes images; each file that is no small plain JPEG, or is missing or
   * broken, is left to the caller.
   *
   * @param jobs The images.
   * @param memory Receives their values.
   * @returns The places of those that are left.
   */
  render(jobs: readonly Job[], memory: SharedArrayBuffer): Promise<number[]>;
  /** Ends the threads; what they have not made is left to the caller. */
  end(): void;
}

/** Threads above which more are of no use: one makes some 1500 images of 256x128 a second. */
const MOST_WORKERS = 8;

/** Images for which starting threads pays. */
export const MANY = 256;

/** Images a task. */
const TASK = 8;

/** Tasks that a thread has at a time, so that it need not wait for the next. */
const DEPTH = 2;

/**
 * Starts threads that read, decode and render images.
 *
 * They hold nothing but TypeScript of the kit: no decoder's add-on, no engine.
 * One that cannot start, as its file may not be read, is done without.
 *
 * @param count How many; at most 8 are started.
 * @param view What all images have in common; the kernel is one of the kit's.
 * @returns The threads, or undefined for a kernel that they do not know.
 */
export function imageWorkers(
  count: number,
  { size, kernel, input }: View,
): ImageWorkers | undefined {
  if (kernel !== bilinear && kernel !== bicubic) return undefined;
  const order: Order = {
    size: { height: size.height, width: size.width },
    input,
    kernel: kernel === bicubic ? "bicubic" : "bilinear",
  };
  const waiting: Waiting[] = [];
  const free: Place[] = [];
  const all = new Set<Place>();
  let next = 0;

  function start(): void {
    const worker = new Worker(
      import.meta.resolve("./image_worker.ts"),
      { type: "module" },
    );
    const place: Place = { worker, running: new Map() };
    worker.onmessage = ({ data }: MessageEvent<Ready>) => {
      place.running.get(data.id)!.done(data.left);
      place.running.delete(data.id);
      free.push(place);
      give();
    };
    worker.onerror = (event) => {
      event.preventDefault();
      drop(place);
    };
    worker.postMessage(order);
    all.add(place);
    for (let task = 0; task < DEPTH; task++) free.push(place);
  }

  /** Hands out what waits to who is free; if nobody is left, to the callers. */
  function give(): void {
    while (waiting.length > 0 && free.length > 0) {
      const place = free.shift()!;
      if (!all.has(place)) continue;
      const task = waiting.shift()!;
      const id = next++;
      place.running.set(id, task);
      place.worker.postMessage({ id, memory: task.memory, jobs: task.jobs });
    }
    if (all.size === 0) { for (const task of waiting.splice(0)) leave(task); }
  }

  function drop(place: Place): void {
    all.delete(place);
    place.worker.terminate();
    for (const task of place.running.values()) leave(task);
    place.running.clear();
    give();
  }

  for (let at = 0; at < Math.min(count, MOST_WORKERS); at++) start();
  return {
    async render(jobs, memory) {
      const tasks: Promise<readonly number[]>[] = [];
      for (let at = 0; at < jobs.length; at += TASK) {
        tasks.push(
          new Promise((done) =>
            waiting.push({ memory, jobs: jobs.slice(at, at + TASK), done })
          ),
        );
      }
      give();
      return (await Promise.all(tasks)).flat();
    },
    end: () => all.forEach(drop),
  };
}

/** A task and who waits for it. */
interface Waiting extends Omit<Task, "id"> {
  done(left: readonly number[]): void;
}

/** A thread and the tasks that it has. */
interface Place {
  readonly worker: Worker;
  readonly running: Map<number, Waiting>;
}

/** Leaves a task to its caller. */
function leave({ jobs, done }: Waiting): void {
  done(jobs.map(({ position }) => position));
}
