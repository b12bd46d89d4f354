import type { CaptureContext, Collector, Finding } from '../../core/ports/collector.ts';
import { collectValues } from './collectValues.ts';

/** Results of training: named files, else those beside the model, and run folders of MLflow and W&B. Only numbers are metrics. */
export const metricsCollector: Collector = {
  kind: 'metrics',
  async collect(context: CaptureContext): Promise<Finding> {
    const { merged, sources, rest } = await collectValues(context, 'metrics');
    return { metrics: merged.values.map(({ name, value }) => ({ name, value })), metricSources: sources, ...rest };
  },
};
