/** The metric that a model shows first, and which way is better. */
export interface ChosenMetric {
  readonly metric?: string;
  readonly direction?: 'max' | 'min';
}

/** What `modelkeep.json` says of it wins over what the first commit chose. */
export function chosenMetric(declared: ChosenMetric | undefined, row: { readonly metric: string | null; readonly direction: 'max' | 'min' | null } | undefined): ChosenMetric {
  const metric = declared?.metric ?? row?.metric ?? undefined;
  const direction = declared?.direction ?? row?.direction ?? undefined;
  return { ...(metric === undefined ? {} : { metric }), ...(direction === undefined ? {} : { direction }) };
}
