/** What the editor gives to a page, once. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The page's way to the editor: messages that were checked, and what is kept over a reload. */
export interface Port<Out> {
  post(message: Out): void;
  /** What was kept last. */
  state(): unknown;
  keep(state: unknown): void;
}

/** Opens the port; `read` answers undefined for what is no message of ours, which is left alone. */
export function openPort<In, Out>(read: (value: unknown) => In | undefined, hear: (message: In) => void): Port<Out> {
  const api = acquireVsCodeApi();
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = read(event.data);
    if (message !== undefined) hear(message);
  });
  return { post: (message) => api.postMessage(message), state: () => api.getState(), keep: (state) => api.setState(state) };
}
