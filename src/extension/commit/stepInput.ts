import * as vscode from 'vscode';
import { t } from '../texts/translate.ts';

/** The person went back to the step before. */
export const BACK = Symbol('back');
/** What a step came to: an answer, back, or undefined when the person left. */
export type StepAnswer<T> = T | typeof BACK | undefined;

/** Where a step stands. */
export interface StepPlace {
  readonly title: string;
  readonly step: number;
  readonly total: number;
}

/** A step in which one of several is chosen; `items` is asked again with every letter typed. */
export interface PickStep<T extends vscode.QuickPickItem> extends StepPlace {
  readonly placeholder: string;
  readonly value: string;
  items(typed: string): readonly T[];
  active(items: readonly T[]): T | undefined;
  /** Undefined: this row cannot be taken. */
  accepts(item: T): boolean;
  onType(typed: string): void;
}

/** Shows a step with rows. */
export async function pickStep<T extends vscode.QuickPickItem>(options: PickStep<T>): Promise<StepAnswer<T>> {
  const pick = vscode.window.createQuickPick<T>();
  pick.matchOnDescription = false;
  place(pick, options);
  pick.placeholder = options.placeholder;
  pick.value = options.value;
  const show = (): void => {
    const items = options.items(pick.value);
    pick.items = items;
    const active = options.active(items);
    pick.activeItems = active === undefined ? [] : [active];
  };
  show();
  pick.onDidChangeValue((typed) => {
    options.onType(typed);
    show();
  });
  return shown(pick, (finish) => {
    pick.onDidAccept(() => {
      const chosen = pick.selectedItems[0] ?? pick.activeItems[0];
      if (chosen !== undefined && options.accepts(chosen)) finish(chosen);
    });
  });
}

/** A step in which text is typed. It stays open when the window loses the focus: what is typed there is work. */
export interface TextStep extends StepPlace {
  readonly placeholder: string;
  readonly prompt: string;
  readonly value: string;
  readonly buttons: readonly { readonly icon: string; readonly tooltip: string; press(input: vscode.InputBox): void }[];
  /** What is wrong with the text; undefined: nothing. */
  validate(typed: string): Promise<string | undefined>;
  onType(typed: string): void;
  /** Called when the box is shown, to fill in what takes time. */
  onShown?(input: vscode.InputBox): void;
}

/** Shows a step with a line of text. */
export async function textStep(options: TextStep): Promise<StepAnswer<string>> {
  const input = vscode.window.createInputBox();
  place(input, options);
  input.placeholder = options.placeholder;
  input.prompt = options.prompt;
  input.value = options.value;
  input.ignoreFocusOut = true;
  const buttons = options.buttons.map((button) => ({ button: { iconPath: new vscode.ThemeIcon(button.icon), tooltip: button.tooltip }, press: button.press }));
  input.buttons = [...input.buttons, ...buttons.map(({ button }) => button)];
  input.onDidTriggerButton((pressed) => buttons.find(({ button }) => button === pressed)?.press(input));
  const check = async (typed: string): Promise<boolean> => {
    const wrong = await options.validate(typed);
    if (input.value === typed) input.validationMessage = wrong;
    return wrong === undefined;
  };
  input.onDidChangeValue((typed) => {
    options.onType(typed);
    void check(typed);
  });
  options.onShown?.(input);
  return shown(input, (finish) => {
    input.onDidAccept(async () => {
      const typed = input.value;
      if (await check(typed)) finish(typed);
    });
  });
}

function place(input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox, options: StepPlace): void {
  input.title = options.title;
  input.step = options.step;
  input.totalSteps = options.total;
  if (options.step > 1) input.buttons = [{ ...vscode.QuickInputButtons.Back, tooltip: t('Back') }];
}

/** Shows the input until it is answered, hidden, or the back button is pressed; disposes it. */
async function shown<T>(input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox, listen: (finish: (answer: T) => void) => void): Promise<StepAnswer<T>> {
  const { promise, resolve } = Promise.withResolvers<StepAnswer<T>>();
  listen(resolve);
  const back = input.buttons[0];
  input.onDidTriggerButton((button) => {
    if (button === back && (input.step ?? 1) > 1) resolve(BACK);
  });
  input.onDidHide(() => resolve(undefined));
  input.show();
  try {
    return await promise;
  } finally {
    input.dispose();
  }
}
