/** Bytes of a pickle, protocol 2, written by hand for tests: each instance pushes one value. */
export class Pickle {
  readonly bytes: Buffer;

  private constructor(...parts: readonly (Buffer | string)[]) {
    this.bytes = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  }

  static text(value: string): Pickle {
    const text = Buffer.from(value);
    return new Pickle('X', u32(text.length), text);
  }

  static int(value: number): Pickle {
    return new Pickle('J', u32(value));
  }

  static global(module: string, name: string): Pickle {
    return new Pickle(`c${module}\n${name}\n`);
  }

  static tuple(items: readonly Pickle[]): Pickle {
    return new Pickle('(', ...items.map((item) => item.bytes), 't');
  }

  static dict(entries: Readonly<Record<string, Pickle>>): Pickle {
    return new Pickle('}(', ...Object.entries(entries).flatMap(([key, value]) => [Pickle.text(key).bytes, value.bytes]), 'u');
  }

  static call(module: string, name: string, args: readonly Pickle[]): Pickle {
    return new Pickle(Pickle.global(module, name).bytes, Pickle.tuple(args).bytes, 'R');
  }

  /** A float32 tensor as torch writes it. */
  static tensor(tensor: { shape: number[]; strides: number[]; offset: number; elements: number; key: string }): Pickle {
    const storage = Pickle.tuple([Pickle.text('storage'), Pickle.global('torch', 'FloatStorage'), Pickle.text(tensor.key), Pickle.text('cpu'), Pickle.int(tensor.elements)]);
    const counts = (values: number[]): Pickle => Pickle.tuple(values.map((value) => Pickle.int(value)));
    const hooks = Pickle.call('collections', 'OrderedDict', []);
    const args = [new Pickle(storage.bytes, 'Q'), Pickle.int(tensor.offset), counts(tensor.shape), counts(tensor.strides), new Pickle('\x89'), hooks];
    return Pickle.call('torch._utils', '_rebuild_tensor_v2', args);
  }

  /** The whole pickle, with its protocol and STOP. */
  file(): Buffer {
    return Buffer.concat([Buffer.from([0x80, 2]), this.bytes, Buffer.from('.')]);
  }
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
