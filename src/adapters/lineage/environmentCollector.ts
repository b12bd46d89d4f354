import { createHash } from 'node:crypto';
import { arch, cpus, platform } from 'node:os';
import { join } from 'node:path';
import type { Missing } from '../../core/model/lineage.ts';
import type { CaptureContext, Collector, Finding } from '../../core/ports/collector.ts';
import { canonicalJson } from '../../core/text/canonicalJson.ts';
import { findPythonEnvironment } from './python/findPythonEnvironment.ts';
import { sortPackages, type PythonPackage } from './python/pythonPackage.ts';
import { decodeText, isReadProblem, readBoundedFile } from './readBoundedFile.ts';

/** Where the environment collector looks on the machine. */
export interface EnvironmentOptions {
  /** File that holds the version of NVIDIA's driver; `/proc/driver/nvidia/version` if not given. */
  readonly driverFile?: string;
}

const GPU_FRAMEWORKS: ReadonlySet<string> = new Set(['torch', 'tensorflow', 'tensorflow-gpu', 'jax', 'jaxlib', 'cupy', 'mxnet', 'paddlepaddle-gpu', 'vllm', 'triton', 'pytorch', 'pytorch-gpu']);

/** The Python environment (read, never executed), the operating system, processor, and version of the GPU driver. */
export function createEnvironmentCollector(options: EnvironmentOptions = {}): Collector {
  return {
    kind: 'environment',
    async collect(context: CaptureContext): Promise<Finding> {
      const { found, broken } = await findPythonEnvironment(context);
      const packages = sortPackages(found?.packages ?? []);
      const list = packages.length === 0 ? undefined : new TextEncoder().encode(canonicalJson(packages.map(({ name, version }) => ({ name, version }))));
      const python = /^\d/.test(found?.python ?? '') ? found?.python : ((await pinnedPython(context.root)) ?? found?.python);
      const cpu = cpus()[0]?.model.trim().toWellFormed().slice(0, 256);
      const driver = await driverVersion(options.driverFile ?? '/proc/driver/nvidia/version');
      const missing: Missing[] = broken.map(({ name, reason }) => missingEntry('environment.unreadable', `${name} was not read: ${reason}.`));
      if (found === undefined) missing.push(missingEntry('environment.none', 'No lock file and no Python environment was found.'));
      if (driver === undefined && packages.some(wantsGpu)) missing.push(missingEntry('environment.gpuDriver', 'No NVIDIA driver was found on this machine.'));
      return {
        environment: {
          ...(python === undefined ? {} : { python }),
          ...(found === undefined ? {} : { source: found.source }),
          packages: packages.length,
          ...(list === undefined ? {} : { list: { sha256: createHash('sha256').update(list).digest('hex'), size: list.length } }),
          os: `${platform()} ${arch()}`,
          ...(cpu === undefined || cpu === '' ? {} : { cpu }),
        },
        facts: driver === undefined ? [] : [{ name: 'gpuDriver', value: driver }],
        missing,
        objects: list === undefined ? [] : [list],
        places: found?.place === undefined ? [] : [{ name: found.source, path: found.place }],
      };
    },
  };
}

function missingEntry(code: string, message: string): Missing {
  return { code, fact: 'environment', message };
}

function wantsGpu({ name, version }: PythonPackage): boolean {
  return GPU_FRAMEWORKS.has(name) && !version.endsWith('+cpu');
}

/** The version of `.python-version`, as pyenv and uv read it. */
async function pinnedPython(root: string): Promise<string | undefined> {
  const text = await firstLine(join(root, '.python-version'));
  return text === undefined ? undefined : /^(?:cpython-)?(\d[\w.+-]{0,31})$/.exec(text)?.[1];
}

async function driverVersion(path: string): Promise<string | undefined> {
  const text = await firstLine(path);
  const version = text === undefined ? undefined : /\s(\d{2,4}(?:\.\d+){1,3})\s/.exec(`${text} `)?.[1];
  return version === undefined ? undefined : `nvidia ${version}`;
}

async function firstLine(path: string): Promise<string | undefined> {
  const file = await readBoundedFile(path, 65_536);
  return isReadProblem(file) ? undefined : decodeText(file.bytes)?.split('\n')[0]?.trim();
}
