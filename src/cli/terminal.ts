import type { Facts } from './render/layout.ts';

/** One of the two streams that a command writes to. */
export interface Output {
  /** True when a person looks at it. */
  readonly tty: boolean;
  /** Width, colour and time, as they are now. */
  facts(): Facts;
  write(text: string): void;
}

/** What a command knows of its surroundings: two outputs and, when a person is there, somebody to ask. */
export interface Terminal {
  readonly out: Output;
  readonly err: Output;
  /** Asks one question and answers the line that was typed; undefined when nobody can answer. */
  readonly ask?: (question: string, signal: AbortSignal) => Promise<string>;
}
