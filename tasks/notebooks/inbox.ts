import type { Message } from "./messages.ts";

/** Messages as they come, and those who wait for one. */
export class Inbox {
  #messages: Message[] = [];
  #wake = Promise.withResolvers<void>();
  #fault: Error | undefined;

  /** Takes a message in. */
  push(message: Message): void {
    this.#messages.push(message);
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  /** Ends all waiting, now and later, with an error. */
  fail(fault: Error): void {
    this.#fault = fault;
    this.#wake.resolve();
  }

  /** Forgets what came. */
  clear(): void {
    this.#messages = [];
  }

  /** The first message that is wanted, once it is here. */
  async find(wanted: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.#messages.find(wanted);
      if (found) return found;
      if (this.#fault) throw this.#fault;
      await this.#wake.promise;
    }
  }

  /** What came before a message. */
  before(message: Message): Message[] {
    return this.#messages.slice(0, this.#messages.indexOf(message));
  }
}
