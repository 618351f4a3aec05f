import { configProto, type Threads } from "./config_proto.ts";
import { check, text, withStatus } from "./status.ts";
import type { Api } from "./symbols.ts";

/** Where ops run. */
export interface Context {
  /** The `TFE_Context`. */
  readonly handle: Deno.PointerValue;
  /** The first GPU's name, null without one. */
  readonly gpu: string | null;
  /** The names of all devices. */
  readonly devices: readonly string[];
}

/**
 * Starts TensorFlow's eager runtime. It lives as long as the process.
 *
 * @param api The C API.
 * @param threads How many threads it may use.
 * @returns The context and its devices.
 */
export function openContext(api: Api, threads: Threads): Context {
  return withStatus(api, (status) => {
    const options = api.TFE_NewContextOptions();
    try {
      const config = configProto(threads);
      if (config.length > 0) {
        api.TFE_ContextOptionsSetConfig(
          options,
          config,
          BigInt(config.length),
          status,
        );
        check(api, status, "configure the runtime");
      }
      const handle = api.TFE_NewContext(options, status);
      check(api, status, "start the runtime");
      return { handle, ...devicesOf(api, handle, status) };
    } finally {
      api.TFE_DeleteContextOptions(options);
    }
  });
}

function devicesOf(
  api: Api,
  context: Deno.PointerValue,
  status: Deno.PointerValue,
): Omit<Context, "handle"> {
  const list = api.TFE_ContextListDevices(context, status);
  check(api, status, "list the devices");
  try {
    const devices: string[] = [];
    let gpu: string | null = null;
    for (let index = 0; index < api.TF_DeviceListCount(list); index++) {
      const name = text(api.TF_DeviceListName(list, index, status));
      const type = text(api.TF_DeviceListType(list, index, status));
      check(api, status, "name the devices");
      devices.push(name);
      if (type === "GPU") gpu ??= name;
    }
    return { gpu, devices };
  } finally {
    api.TF_DeleteDeviceList(list);
  }
}
