import type { CaptureContext, Collector, Finding } from '../../core/ports/collector.ts';
import { collectValues } from './collectValues.ts';

/** Hyperparameters: named files, else those beside the model, run folders of MLflow and W&B, and `dvc.lock`. */
export const paramsCollector: Collector = {
  kind: 'params',
  async collect(context: CaptureContext): Promise<Finding> {
    const { merged, sources, rest } = await collectValues(context, 'params');
    return { params: merged.values.map(({ name, type, value }) => ({ name, type, value })), paramSources: sources, ...rest };
  },
};
