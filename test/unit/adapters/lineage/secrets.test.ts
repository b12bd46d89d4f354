import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSecret, findSecretBytes, isSecretFile } from '../../../../src/adapters/lineage/secrets.ts';

/** Put together here, so that no scanner takes this file itself for a leak. */
const join = (...parts: readonly string[]): string => parts.join('');

describe('text that looks like a credential', () => {
  it.each([
    ['an AWS access key', join('AKIA', 'IOSFODNN7EXAMPLX'.replace('0', 'O').replace('8', 'B').replace('1', 'I').replace('9', 'K'))],
    ['a GitHub token', join('ghp_', 'aB3'.repeat(12))],
    ['a GitHub token', join('github_pat_', '11ABCDEFG0'.repeat(3))],
    ['a GitLab token', join('glpat-', 'aB3d'.repeat(5))],
    ['a Hugging Face token', join('hf_', 'aBcDe'.repeat(7))],
    ['an OpenAI or Anthropic key', join('sk-proj-', 'aB3d'.repeat(8))],
    ['an OpenAI or Anthropic key', join('sk-', 'aB3d'.repeat(12))],
    ['a Slack token', join('xoxb-', '123456789012-abcdef')],
    ['a Google key', join('AIza', 'aB3d-'.repeat(7))],
    ['a private key', join('-----BEGIN OPENSSH', ' PRIVATE KEY-----')],
    ['a private key', join('-----BEGIN', ' PRIVATE KEY-----')],
    ['a password in an address', join('postgres://ada:', 'tr0ub4dor&3', '@db.internal/x')],
    ['a password', join('DB_PASSWORD = "', 'tr0ub4dor&3', '"')],
    ['a password', join('password: ', 'Tr0ub4dor&3\n')],
    ['a key or token', join('WANDB_API_KEY=', '0123456789abcdef'.repeat(2), '89abcdef')],
    ['a key or token', join("api_key: '", 'q8Zr2LmX0vB7nT4kW1', "'")],
    ['a key or token', join('aws_secret_access_key = ', 'wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzzzzKEY1')],
    ['a key or token', join('os.environ["WANDB_API_KEY"] = "', '0123456789abcdef'.repeat(2), '89abcdef"')],
    ['a key or token', join('os.environ.setdefault("WANDB_API_KEY", "', '0123456789abcdef'.repeat(2), '89abcdef")')],
    ['a key or token', join('api_key: str = "', 'q8Zr2LmX0vB7nT4kW1', '"')],
    ['a key or token', join('"Experiment(api_key=\\"', 'q8Zr2LmX0vB7nT4kW1', '\\")\\n",')],
    ['a Weights & Biases key', join('wandb.login(key="', '0123456789abcdef'.repeat(2), '89abcdef")')],
    ['a Weights & Biases key', join('wandb.login(\n+    relogin=True,\n+    key=\'', '0123456789abcdef'.repeat(2), "89abcdef')")],
    ['a Weights & Biases key', join('["wandb", "login", "', '0123456789abcdef'.repeat(2), '89abcdef"]')],
    ['a Weights & Biases key', join('wandb login local-', '0123456789abcdef'.repeat(2), '89abcdef')],
    ['a key or token', join('wandb_key: ', '0123456789abcdef'.repeat(2), '89abcdef')],
    ['a Weights & Biases key', join('wandb_v1_', 'aB3d'.repeat(12))],
  ])('is found as %s', (kind, text) => {
    expect(findSecret(`x = 1\n${text}\ny = 2`)).toBe(kind);
    expect(findSecretBytes(Buffer.from(`+${text}\n`))).toBe(kind);
  });

  it.each([
    'tokenizer = "bert-base-uncased"',
    'pad_token = "[PAD]"',
    'eos_token: "<|reserved_special_token_250|>"',
    'max_tokens=4096',
    'token = os.environ["HF_TOKEN_2024_READ_ONLY"]',
    'password = getpass.getpass()',
    'password: ${DB_PASSWORD_1}',
    'api_key = "YOUR_API_KEY_HERE_12345"',
    'secret = None',
    '.sk-toggleable__label-arrow { } #sk-container-id-1 div.sk-text-repr-fallback',
    'https://user:password@example.org/',
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'token_path = "data/tokens/train_v2.json"',
    'num_hidden_layers: 24',
    'wandb.login()\nwandb.log({"loss": 1})\nrevision = "main"',
    'def train(token: Optional[str] = None, api_key: str = "")',
    'sample.get("token", "default_value_2_of_all")',
    'sorted(rows, key="column_of_the_table_1")',
    'access_key = config.get("access")',
  ])('is not seen in: %s', (text) => {
    expect(findSecret(text)).toBeUndefined();
  });

  it('is found in UTF-16 and in binary files', () => {
    expect(findSecretBytes(Buffer.from(join('ghp_', 'aB3'.repeat(12)), 'utf16le'))).toBe('a GitHub token');
  });

  it('is looked for in linear time, whatever the text', () => {
    const start = performance.now();
    for (const piece of ['password=', 'wandb.login', 'token: a', 'a:', 'https://a:b', '-----BEGIN A ', 'eyJaaaaaaaaaa.', 'sk-proj-', 'token: "', '=', 'passwordpassword']) findSecret(piece.repeat(200_000));
    expect(performance.now() - start).toBeLessThan(20_000);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => void findSecretBytes(bytes)));
  });
});

describe('files that hold credentials by custom', () => {
  it.each(['.env', '.env.production', 'app/.envrc', 'server.pem', 'tls/site.KEY', 'id_rsa', '.ssh/config', 'credentials', '.aws/credentials', 'credentials.json', 'secrets.yaml', '.netrc', '.npmrc', '.pypirc', 'service-account-prod.json', 'kaggle.json', 'store.jks'])('%s is one', (path) => {
    expect(isSecretFile(path)).toBe(true);
  });

  it.each(['train.py', 'environment.yml', 'keys.py', 'id_rsa.pub', 'monkey.txt', 'tokenizer.json', 'src/credentials/read.py', 'secret_santa.py'])('%s is none', (path) => {
    expect(isSecretFile(path)).toBe(false);
  });
});
