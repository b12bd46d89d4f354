const SIZE = 624;
const MIDDLE = 397;

/** Python's `random.Random(seed)`: the same numbers, for the part of it that the sample uses (MT19937, CPython's `_randommodule.c`). */
export class MersenneTwister {
  readonly #state = new Uint32Array(SIZE);
  #index = SIZE;

  /** `seed` from 0 to 2³² − 1. */
  constructor(seed: number) {
    const state = this.#state;
    fill(state, 19_650_218);
    let index = 1;
    for (let count = 0; count < SIZE; count += 1) {
      // the key is the seed alone, so that its index is always 0
      state[index] = (at(state, index) ^ Math.imul(mixed(at(state, index - 1)), 1_664_525)) + seed;
      index = next(state, index);
    }
    for (let count = 0; count < SIZE - 1; count += 1) {
      state[index] = (at(state, index) ^ Math.imul(mixed(at(state, index - 1)), 1_566_083_941)) - index;
      index = next(state, index);
    }
    state[0] = 0x8000_0000;
  }

  /** `random.uniform(low, high)`. */
  uniform(low: number, high: number): number {
    const high27 = this.#word() >>> 5;
    const low26 = this.#word() >>> 6;
    return low + (high - low) * ((high27 * 67_108_864 + low26) / 9_007_199_254_740_992);
  }

  /** `random.shuffle(list)`, in place. */
  shuffle(list: unknown[]): void {
    for (let last = list.length - 1; last > 0; last -= 1) {
      const other = this.#below(last + 1);
      [list[last], list[other]] = [list[other], list[last]];
    }
  }

  /** A whole number from 0 on, less than `limit` (at most 2³²). */
  #below(limit: number): number {
    const bits = 32 - Math.clz32(limit);
    for (;;) {
      const number = this.#word() >>> (32 - bits);
      if (number < limit) return number;
    }
  }

  #word(): number {
    if (this.#index === SIZE) this.#twist();
    let word = at(this.#state, this.#index);
    this.#index += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c_5680;
    word ^= (word << 15) & 0xefc6_0000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let index = 0; index < SIZE; index += 1) {
      const joined = (at(state, index) & 0x8000_0000) | (at(state, (index + 1) % SIZE) & 0x7fff_ffff);
      state[index] = at(state, (index + MIDDLE) % SIZE) ^ (joined >>> 1) ^ ((joined & 1) === 0 ? 0 : 0x9908_b0df);
    }
    this.#index = 0;
  }
}

function fill(state: Uint32Array, seed: number): void {
  state[0] = seed;
  for (let index = 1; index < SIZE; index += 1) state[index] = Math.imul(1_812_433_253, mixed(at(state, index - 1))) + index;
}

function mixed(word: number): number {
  return word ^ (word >>> 30);
}

/** The index after this one; past the end the last word becomes the first. */
function next(state: Uint32Array, index: number): number {
  if (index + 1 < SIZE) return index + 1;
  state[0] = at(state, SIZE - 1);
  return 1;
}

function at(state: Uint32Array, index: number): number {
  return state[index] ?? 0;
}
