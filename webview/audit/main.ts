import { readAuditRequest, readToAuditPage, type AuditRequest, type FromAuditPage, type ToAuditPage } from '../../src/rpc/auditMessages.ts';
import { registerElements } from '../shared/elements.ts';
import { openPort } from '../shared/port.ts';
import { useTexts } from '../shared/say.ts';
import '../shared/page.css';
import { AuditPage } from './auditPage.ts';
import './audit.css';

registerElements();
const port = openPort<ToAuditPage, FromAuditPage>(readToAuditPage, hear);
let page: AuditPage | undefined;

function hear(message: ToAuditPage): void {
  if (message.type !== 'begin') return page?.hear(message);
  useTexts(message.texts);
  let request: AuditRequest = readAuditRequest(port.state()) ?? message.request;
  const keep = (next: AuditRequest): void => port.keep({ request: (request = next) });
  keep(request);
  page = new AuditPage({
    request: () => request,
    keep: (part) => keep({ ...request, ...part }),
    forget: (part) => {
      const { [part]: _former, ...rest } = request;
      keep(rest);
    },
    post: (asked) => port.post(asked),
    now: () => Date.now(),
  });
  document.body.replaceChildren(page.root);
}

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || (event.target as HTMLElement).closest('vscode-text-field') !== null) return;
  event.preventDefault();
  document.getElementById('filter-text')?.focus();
});
port.post({ type: 'ready' });
