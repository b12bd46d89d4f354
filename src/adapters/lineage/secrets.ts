/** How text that looks like a credential is recognised; `name` is what people call it. */
interface SecretShape {
  readonly name: string;
  readonly shape: RegExp;
}

/** Shapes that are credentials wherever they stand. All linear: bounded repeats, no nesting. */
const SHAPES: readonly SecretShape[] = [
  { name: 'a private key', shape: /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/ },
  { name: 'a PuTTY private key', shape: /PuTTY-User-Key-File-[23]:/ },
  { name: 'an AWS access key', shape: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])/ },
  { name: 'a GitHub token', shape: /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})/ },
  { name: 'a GitLab token', shape: /(?<![A-Za-z0-9])gl(?:pat|dt|rt|cbt|ptt)-[A-Za-z0-9_-]{20,}/ },
  { name: 'a Hugging Face token', shape: /(?<![A-Za-z0-9_])(?:hf_|api_org_)[A-Za-z0-9]{30,}/ },
  { name: 'an OpenAI or Anthropic key', shape: /(?<![A-Za-z0-9_-])sk-(?:(?:proj|ant|svcacct|admin|or)-[A-Za-z0-9_-]{20,}|[A-Za-z0-9]{32,})/ },
  { name: 'a Slack token', shape: /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,}|hooks\.slack\.com\/services\/[A-Za-z0-9_/]{20,}/ },
  { name: 'a Google key', shape: /(?<![A-Za-z0-9])(?:AIza[0-9A-Za-z_-]{35}|GOCSPX-[0-9A-Za-z_-]{28}|ya29\.[0-9A-Za-z_-]{20,})/ },
  { name: 'a Stripe key', shape: /(?<![A-Za-z0-9])[sr]k_live_[0-9a-zA-Z]{20,}/ },
  { name: 'an npm token', shape: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/ },
  { name: 'a PyPI token', shape: /pypi-AgE[A-Za-z0-9_-]{50,}/ },
  { name: 'a Databricks token', shape: /(?<![A-Za-z0-9])dapi[0-9a-f]{32}/ },
  { name: 'an Azure key', shape: /AccountKey=[A-Za-z0-9+/]{40,100}={0,2}|[?&]sig=[A-Za-z0-9%+/]{40,}/ },
  { name: 'a Weights & Biases key', shape: /(?<![A-Za-z0-9])wandb(?:[^A-Za-z0-9]{1,8}login[\s\S]{0,120}?(?<![A-Za-z0-9])[0-9a-f]{40}(?![A-Za-z0-9])|_v\d_[A-Za-z0-9_]{40,})/ },
  { name: 'a web token', shape: /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/ },
];

/** `user:password@host` in an address. */
const ADDRESS = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/'"<>{}$]{1,64}:([^\s@/'"<>{}$]{3,128})@/gi;
/** What is called a key or a password and given a value: `X_KEY=v`, `"x_key": "v"`, `env["X_KEY"] = "v"`, `x_key: str = "v"`, `setdefault("X_KEY", "v")`; in a notebook the quotes are escaped. */
const ASSIGNED = /(pass(?:word|wd|phrase)|pwd|secret(?:[_-]?(?:access[_-]?)?key)?|token|api[_-]?key|access[_-]?key|auth[_-]?key|account[_-]?key|private[_-]?key|wandb[_.-]?key|credentials?)(?:\\?["']?\]?[ \t]{0,8}(?:=>|:?=|:(?:[ \t]{0,4}[\w.[\]|]{1,30}[ \t]{1,4}=)?)|\\?["'][ \t]{0,8},)[ \t]{0,8}(?:\\?["'`]([^"'`\s\\]{8,200})\\?["'`]|([^\s"'`,;(){}[\]$<>]{8,200})(?=\s|$|[,;]))/gi;
const PLACEHOLDER = /^(?:x+|\*+|\.+)$|your|example|sample|changeme|placeholder|dummy|redacted|<|\$\{|\{\{|%\(|os\.|env\[|getenv|process\.|None|null|true|false/i;

/** Bits per character of how mixed a text is. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** True for a value that nobody would choose as a word: mixed, with digits, no placeholder and no path. */
function looksRandom(word: string, value: string, quoted: boolean): boolean {
  if (PLACEHOLDER.test(value) || !/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (/^[\w.-]+[/\\][\w./\\-]+\.\w{1,5}$/.test(value)) return false;
  const chosen = /^pass|^pwd/i.test(word);
  if (!quoted && !/^[A-Za-z0-9+/_=!@#%^&*~.-]+$/.test(value)) return false;
  return chosen ? entropy(value) >= 2.7 : value.length >= 16 && entropy(value) >= 3.4;
}

/** What kind of credential a text seems to hold, in words (`a GitHub token`), or undefined. Never answers the text itself. */
export function findSecret(text: string): string | undefined {
  for (const { name, shape } of SHAPES) if (shape.test(text)) return name;
  for (const [, password = ''] of text.matchAll(ADDRESS)) {
    if (!PLACEHOLDER.test(password) && !/^(?:pass(?:word|wd)?|pwd|secret|token)$/i.test(password)) return 'a password in an address';
  }
  for (const [, word = '', quoted, bare] of text.matchAll(ASSIGNED)) {
    const value = quoted ?? bare ?? '';
    if (looksRandom(word, value, quoted !== undefined)) return /^pass|^pwd/i.test(word) ? 'a password' : 'a key or token';
  }
  return undefined;
}

/** As {@link findSecret}, over bytes of any encoding; bytes with NULs (binary files) are searched without their NULs, so UTF-16 is too. */
export function findSecretBytes(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('latin1');
  if (!buffer.includes(0)) return findSecret(text);
  const plain = text.replaceAll('\0', '');
  return SHAPES.find(({ shape }) => shape.test(plain))?.name;
}

const SECRET_NAMES: readonly RegExp[] = [
  /^\.env/i,
  /\.(?:pem|key|p12|pfx|jks|keystore|kdbx?|ppk|ovpn|asc|tfvars|tfstate)$/i,
  /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/i,
  /^\.?(?:credentials?|secrets?)(?:\.(?:json|ya?ml|toml|ini|cfg|txt|env|db))?$/i,
  /^(?:\.netrc|_netrc|\.npmrc|\.pypirc|\.git-credentials|\.htpasswd|\.pgpass|\.my\.cnf|\.s3cfg|\.boto|\.databrickscfg|kaggle\.json)$/i,
  /^(?:client_secret|service[-_]?account|gcp[-_]?key)[^/]*\.json$/i,
  /^(?:authorized_keys|known_hosts|shadow)$/i,
];
const SECRET_PLACES = /(?:^|\/)(?:\.ssh|\.gnupg|\.aws|\.kube|\.docker|\.azure|\.config\/gcloud|\.huggingface|\.cache\/huggingface)\//i;

/** True for files that hold credentials by custom: `.env*`, key files, `credentials`, … (`path` with `/`). */
export function isSecretFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return SECRET_PLACES.test(path) || SECRET_NAMES.some((shape) => shape.test(name));
}
