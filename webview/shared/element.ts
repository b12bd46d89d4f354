/** A child of an element: text is text, never markup. */
export type Child = Node | string | undefined;

/** Makes an element. Attributes that are undefined are left out; `true` is an empty one. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, attributes?: Attributes, ...children: readonly Child[]): HTMLElementTagNameMap[K];
export function element(tag: string, attributes?: Attributes, ...children: readonly Child[]): HTMLElement;
export function element(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** Attributes by name. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** A button of the toolkit. */
export function button(label: string, press: () => void, attributes: Attributes = {}): HTMLElement {
  const made = element('vscode-button', { appearance: 'secondary', ...attributes }, label);
  made.addEventListener('click', press);
  return made;
}
